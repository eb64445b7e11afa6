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
import type { ModelName } from '../protocol/messages';
import { imageModel } from '../store/editorState';
import { useEditor, useEditorState, useStable } from './editorContext';
import { isChosen, isReplaced } from './modelOfImage';
import { pinConsequence } from './pinConsequence';
import classes from './TopBar.module.css';

export function ModelMenu() {
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
        <Tooltip label={`${name} answers clicks on this image`} disabled={isOpen}>
          <UnstyledButton
            className={classes.model}
            aria-label={`Model of this image: ${name}`}
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
          All models, their cards and figures
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function ModelChoices({ current }: { current: ModelName }) {
  const models = useModels();
  const canWrite = useEditorState((state) => state.link.canWrite);
  const pin = usePin();
  const usable = models.data?.filter(isUsable) ?? [];
  return (
    <>
      <Menu.Label>
        {current.digest === ''
          ? 'Model of this image'
          : `Model of this image · digest ${shortDigest(current.digest)}`}
      </Menu.Label>
      {models.isPending && <Loader size="xs" m="sm" aria-label="Loading the models" />}
      {models.error && (
        <Text size="sm" c="red" px="sm" py={6}>
          {errorSentence(models.error)}
        </Text>
      )}
      {usable.map((model) => (
        <Menu.Item
          key={model.id}
          disabled={!canWrite && !isChosen(model, current)}
          leftSection={
            isChosen(model, current) ? (
              <IconCheck size={16} aria-label="chosen" />
            ) : (
              <span style={{ width: 16 }} />
            )
          }
          onClick={() => !isChosen(model, current) && pin(model)}
        >
          <Text size="sm" fw={isChosen(model, current) ? 600 : 400} style={{ overflowWrap: 'anywhere' }}>
            {model.title || model.name}
            {isReplaced(model, current) && `, replaced since: ${shortDigest(model.digest)}`}
          </Text>
          <Text size="xs" c={model.served_by.length === 0 ? 'orange' : 'dimmed'}>
            {model.served_by.length === 0 ? 'no worker serves it now' : clickSpeed(model.speed)}
          </Text>
        </Menu.Item>
      ))}
      {models.isSuccess && !canWrite && (
        <Text size="xs" c="dimmed" px="sm" py={6}>
          Your role lets you look at this image, not give it another model.
        </Text>
      )}
    </>
  );
}

function usePin(): (model: StoredModel) => void {
  const { image, session } = useEditor();
  return (model) => {
    const title = model.title || model.name;
    confirmStep({
      title: `Use ${title} for this image?`,
      consequence: pinConsequence(title, model.served_by.length > 0),
      action: `Use ${title}`,
      onConfirm: async () => {
        session.setModel(await pinModel(image.id, model.name));
        notifications.show({ color: 'teal', message: `${title} answers clicks on this image from now on.` });
      },
    });
  };
}
