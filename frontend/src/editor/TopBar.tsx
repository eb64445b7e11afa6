/** Where you are, undo and redo, the state of model, saving and connection, who else is here, and submitting. */
import { ActionIcon, Anchor, Group, Text, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp, IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { Link, useSearchParams } from 'react-router';
import { UserMenu } from '../app/UserMenu';
import { LogoMark } from '../components/LogoMark';
import { visibleDocument } from '../store/visibleDocument';
import { useEditor, useEditorState } from './editorContext';
import { ModelMenu } from './ModelMenu';
import { ModelState } from './ModelState';
import { Peers } from './Peers';
import { SavingState } from './SavingState';
import classes from './TopBar.module.css';
import { WorkflowButtons } from './WorkflowButtons';

export function TopBar() {
  return (
    <header className={classes.bar}>
      <Breadcrumb />
      <ImageSteps />
      <UndoRedo />
      <div className={classes.space} />
      <ModelState />
      <ModelMenu />
      <SavingState />
      <Peers />
      <WorkflowButtons />
      <div className={classes.user}>
        <UserMenu />
      </div>
    </header>
  );
}

function Breadcrumb() {
  const { project, image } = useEditor();
  const [params] = useSearchParams();
  const query = params.toString();
  return (
    <nav className={classes.breadcrumb} aria-label="Breadcrumb">
      <Link to="/projects" aria-label="All projects" className={classes.logo}>
        <LogoMark size={26} />
      </Link>
      <Anchor
        component={Link}
        to={`/projects/${project.id}${query ? `?${query}` : ''}`}
        size="sm"
        className={classes.project}
        title={project.name}
      >
        {project.name}
      </Anchor>
      <Text size="sm" c="dimmed" aria-hidden>
        /
      </Text>
      <Text size="sm" fw={600} truncate title={image.name} data-testid="image-name">
        {image.name}
      </Text>
    </nav>
  );
}

function ImageSteps() {
  const { image, commands } = useEditor();
  const { previous, next, index, count } = image.neighbours;
  return (
    <Group gap={2} wrap="nowrap">
      <Tooltip label="Previous image (A)">
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label="Previous image"
          disabled={previous === null}
          onClick={commands.previousImage}
          data-testid="previous-image"
        >
          <IconChevronLeft size={18} />
        </ActionIcon>
      </Tooltip>
      <Text size="xs" c="dimmed" className={classes.index} data-testid="image-index">
        {index + 1} / {count}
      </Text>
      <Tooltip label="Next image (D)">
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label="Next image"
          disabled={next === null}
          onClick={commands.nextImage}
          data-testid="next-image"
        >
          <IconChevronRight size={18} />
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}

function UndoRedo() {
  const { commands } = useEditor();
  const { canUndo, canRedo } = useEditorState((state) => visibleDocument(state.sync));
  return (
    <Group gap={2} wrap="nowrap">
      <Tooltip label="Undo (Ctrl Z)">
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label="Undo"
          disabled={!canUndo}
          onClick={commands.undo}
          data-testid="undo"
        >
          <IconArrowBackUp size={18} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Redo (Ctrl Shift Z)">
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label="Redo"
          disabled={!canRedo}
          onClick={commands.redo}
          data-testid="redo"
        >
          <IconArrowForwardUp size={18} />
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}
