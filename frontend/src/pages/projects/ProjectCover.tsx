import { IconPhoto } from '@tabler/icons-react';
import { useCoverImages } from '../../api/images';
import type { Project } from '../../api/types';
import classes from './ProjectCard.module.css';

/** The first photos of a project, one large and two small. */
export function ProjectCover({ project }: { project: Project }) {
  const { data: images } = useCoverImages(project.id, project.image_count > 0);
  const thumbnails = images?.flatMap((image) => image.thumbnail ?? []) ?? [];
  const shown = thumbnails.length >= 3 ? thumbnails.slice(0, 3) : thumbnails.slice(0, 1);
  if (shown.length === 0) {
    return (
      <div className={classes.blank}>
        <IconPhoto size={40} stroke={1.2} aria-hidden />
      </div>
    );
  }
  return (
    <div className={`${classes.cover} ${shown.length === 1 ? classes.single : ''}`}>
      {shown.map((url) => (
        <img key={url} src={url} alt="" loading="lazy" decoding="async" />
      ))}
    </div>
  );
}
