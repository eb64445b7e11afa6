import { may } from '../../api/roles';
import type { Project } from '../../api/types';
import { PageLinks } from '../../components/PageLinks';
import { useT } from '../../i18n/useT';

/** The pages of a project that its reader's role opens; nothing for whom there is only the one. */
export function ProjectPages({ project }: { project: Project }) {
  const t = useT();
  const { id, role, states } = project;
  const home = `/projects/${id}`;
  const pages = [
    { to: home, text: t('project.images'), isWhole: true },
    may(role, 'review') && { to: `${home}/review`, text: t('reviews.title'), count: states.submitted },
    may(role, 'export') && { to: `${home}/versions`, text: t('versions.title') },
    may(role, 'see-statistics') && { to: `${home}/quality`, text: t('quality.title') },
    may(role, 'manage') && { to: `${home}/sources`, text: t('imageSources.title') },
    may(role, 'manage') && { to: `${home}/work`, text: t('work.handOut') },
    may(role, 'manage') && { to: `${home}/settings`, text: t('settings.title') },
  ].filter((page) => page !== false);
  return (
    pages.length > 1 && <PageLinks label={t('project.pages', { project: project.name })} pages={pages} />
  );
}
