/** Where you are, undo and redo, the state of model, saving and connection, who else is here, and submitting. */

import { ActionIcon, Anchor, Group, Indicator, Text, Tooltip } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconChevronLeft,
  IconChevronRight,
  IconFlag,
  IconHistory,
  IconMessageCircle,
} from '@tabler/icons-react';
import { Link, useSearchParams } from 'react-router';
import { UserMenu } from '../app/UserMenu';
import { LogoMark } from '../components/LogoMark';
import { useT } from '../i18n/useT';
import { visibleDocument } from '../store/visibleDocument';
import { useEditor, useEditorState } from './editorContext';
import { withKey } from './keyText';
import { ModelMenu } from './ModelMenu';
import { ModelState } from './ModelState';
import { Peers } from './Peers';
import { SavingState } from './SavingState';
import classes from './TopBar.module.css';
import { useCommentNews, useThreads } from './useThreads';
import { WorkflowButtons } from './WorkflowButtons';

export function TopBar() {
  return (
    <header className={classes.bar} data-region>
      <Breadcrumb />
      <ImageSteps />
      <UndoRedo />
      <FlagButton />
      <CommentsButton />
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
  const t = useT();
  const { project, image } = useEditor();
  const [params] = useSearchParams();
  const query = params.toString();
  return (
    <nav className={classes.breadcrumb} aria-label={t('editor.breadcrumb')}>
      <Link to="/projects" aria-label={t('app.allProjects')} className={classes.logo}>
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
  const t = useT();
  const { image, commands, keyOf } = useEditor();
  const { previous, next, index, count } = image.neighbours;
  return (
    <Group gap={2} wrap="nowrap">
      <Tooltip label={withKey(t('editor.previousImage'), keyOf('previousImage'), t)}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('editor.previousImage')}
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
      <Tooltip label={withKey(t('editor.nextImage'), keyOf('nextImage'), t)}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('editor.nextImage')}
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

function FlagButton() {
  const t = useT();
  const { image, commands, keyOf } = useEditor();
  const canWrite = useEditorState((state) => state.link.canWrite);
  const label =
    image.flag === null ? t('marks.flagButton') : t('marks.isFlagged', { reason: image.flag.reason });
  if (!canWrite && image.flag === null) return null;
  return (
    <Tooltip label={withKey(label, keyOf('showFlag'), t)} multiline maw={320}>
      <ActionIcon
        variant={image.flag === null ? 'subtle' : 'filled'}
        color={image.flag === null ? 'gray' : 'orange'}
        autoContrast
        aria-label={label}
        onClick={commands.showFlag}
        data-testid="show-flag"
      >
        <IconFlag size={18} />
      </ActionIcon>
    </Tooltip>
  );
}

function CommentsButton() {
  const t = useT();
  const { commands, keyOf } = useEditor();
  const isOpen = useEditorState((state) => state.view.panel === 'comments');
  useCommentNews();
  const count = useThreads().threads.filter(({ resolved }) => resolved === null).length;
  const label =
    count === 0 ? t('comments.title') : `${t('comments.title')} · ${t('comments.open', { count })}`;
  return (
    <Tooltip label={withKey(label, keyOf('toggleComments'), t)}>
      <Indicator label={count} disabled={count === 0} size={16} offset={4} color="violet.8">
        <ActionIcon
          variant={isOpen ? 'light' : 'subtle'}
          {...(isOpen ? {} : { color: 'gray' })}
          aria-label={label}
          aria-pressed={isOpen}
          onClick={commands.toggleComments}
          data-testid="show-comments"
        >
          <IconMessageCircle size={18} />
        </ActionIcon>
      </Indicator>
    </Tooltip>
  );
}

function UndoRedo() {
  const t = useT();
  const { commands, keyOf } = useEditor();
  const canUndo = useEditorState((state) => visibleDocument(state.sync).canUndo);
  const canRedo = useEditorState((state) => visibleDocument(state.sync).canRedo);
  const isHistoryOpen = useEditorState((state) => state.view.panel === 'history');
  const isPresent = useEditorState((state) => state.view.past === null);
  return (
    <Group gap={2} wrap="nowrap">
      <Tooltip label={withKey(t('editor.undo'), keyOf('undo'), t)}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('editor.undo')}
          disabled={!canUndo || !isPresent}
          onClick={commands.undo}
          data-testid="undo"
        >
          <IconArrowBackUp size={18} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={withKey(t('editor.redo'), keyOf('redo'), t)}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('editor.redo')}
          disabled={!canRedo || !isPresent}
          onClick={commands.redo}
          data-testid="redo"
        >
          <IconArrowForwardUp size={18} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={withKey(t('history.title'), keyOf('toggleHistory'), t)}>
        <ActionIcon
          variant={isHistoryOpen ? 'light' : 'subtle'}
          {...(isHistoryOpen ? {} : { color: 'gray' })}
          aria-label={t('history.title')}
          aria-pressed={isHistoryOpen}
          onClick={commands.toggleHistory}
          data-testid="show-history"
        >
          <IconHistory size={18} />
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}
