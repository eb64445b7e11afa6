/** Which model answers clicks on this image, and giving it another one. */

import { Loader, Menu, Text, Tooltip, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { IconCheck, IconChevronDown, IconCpu } from '@tabler/icons-react';
import { Link } from 'react-router';
import { errorSentence } from '../api/errors';
import { isUsable, pinModel, useModels } from '../api/models';
import type { StoredModel } from '../api/types';
import { confirmStep } from '../components/confirm';
import { clickSpeed, shortDigest } from '../components/modelFacts';
import { useT } from '../i18n/useT';
import type { ModelName } from '../protocol/messages';
import { imageModel } from '../store/editorState';
import { useEditor, useEditorState, useStable } from './editorContext';
import { isChosen, isReplaced } from './modelOfImage';
import { pinConsequence } from './pinConsequence';
import classes from './TopBar.module.css';

export function ModelMenu() {
  const t = useT();
  const { project } = useEditor();
  const [isOpen, menu] = useDisclosure();
  const pinned = useStable(imageModel);
  const name = pinned?.name ?? project.model;
  return (
    <Menu
      opened={isOpen}
      onChange={(open) => (open ? menu.open() : menu.close())}
      position="bottom-end"
      width={320}
      shadow="md"
    >
      <Menu.Target>
        <Tooltip label={t('editor.answersClicks', { model: name })} disabled={isOpen}>
          <UnstyledButton
            className={classes.model}
            aria-label={t('editor.modelOf', { model: name })}
            data-testid="model-menu"
          >
            <IconCpu size={14} aria-hidden />
            <span className={classes.modelName}>{name}</span>
            <IconChevronDown size={12} aria-hidden />
          </UnstyledButton>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {isOpen && <ModelChoices current={{ name, digest: pinned?.digest ?? '' }} />}
        <Menu.Divider />
        <Menu.Item component={Link} to="/models" fz="sm">
          {t('editor.allModels')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function ModelChoices({ current }: { current: ModelName }) {
  const t = useT();
  const models = useModels();
  const canWrite = useEditorState((state) => state.link.canWrite);
  const pin = usePin();
  const usable = models.data?.filter(isUsable) ?? [];
  return (
    <>
      <Menu.Label>
        {current.digest === ''
          ? t('editor.modelOfImage')
          : t('editor.modelOfImageDigest', { digest: shortDigest(current.digest) })}
      </Menu.Label>
      {models.isPending && <Loader size="xs" m="sm" role="status" aria-label={t('editor.loadingModels')} />}
      {models.error && (
        <Text size="sm" c="red" px="sm" py={6}>
          {errorSentence(models.error, t)}
        </Text>
      )}
      {usable.map((model) => (
        <Menu.Item
          key={model.id}
          disabled={!canWrite && !isChosen(model, current)}
          leftSection={
            isChosen(model, current) ? (
              <IconCheck size={16} aria-label={t('editor.chosen')} />
            ) : (
              <span style={{ width: 16 }} />
            )
          }
          onClick={() => !isChosen(model, current) && pin(model)}
        >
          <Text size="sm" fw={isChosen(model, current) ? 600 : 400} style={{ overflowWrap: 'anywhere' }}>
            {isReplaced(model, current)
              ? t('editor.replacedSince', { model: titleOf(model), digest: shortDigest(model.digest) })
              : titleOf(model)}
          </Text>
          <Text size="xs" c={model.served_by.length === 0 ? 'orange' : 'dimmed'}>
            {model.served_by.length === 0 ? t('editor.noWorkerServes') : clickSpeed(model.speed, t)}
          </Text>
        </Menu.Item>
      ))}
      {models.isSuccess && !canWrite && (
        <Text size="xs" c="dimmed" px="sm" py={6}>
          {t('editor.mayNotPin')}
        </Text>
      )}
    </>
  );
}

function usePin(): (model: StoredModel) => void {
  const t = useT();
  const { image, session } = useEditor();
  return (model) => {
    const title = titleOf(model);
    confirmStep({
      title: t('editor.pinTitle', { model: title }),
      consequence: pinConsequence(title, model.served_by.length > 0, t),
      action: t('editor.pinAction', { model: title }),
      onConfirm: async () => {
        session.setModel(await pinModel(image.id, model.name));
        notifications.show({ color: 'teal', message: t('editor.pinned', { model: title }) });
      },
    });
  };
}

function titleOf(model: StoredModel): string {
  return model.title || model.name;
}
