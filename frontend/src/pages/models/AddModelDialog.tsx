import { Modal, Tabs } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconFileUpload, IconLink, IconListCheck } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { StoredModel } from '../../api/types';
import { useT } from '../../i18n/useT';
import { FileModelForm } from './FileModelForm';
import { PublishedModels } from './PublishedModels';
import { UrlModelForm } from './UrlModelForm';
import { keepModel, refreshModels } from './useModelActions';

interface AddModelDialogProps {
  opened: boolean;
  onClose: () => void;
  models: StoredModel[];
}

/** Three ways to a model. What was typed in one of them is kept while another is looked at. */
export function AddModelDialog({ opened, onClose, models }: AddModelDialogProps) {
  const t = useT();
  const client = useQueryClient();
  const [isSending, setSending] = useState(false);
  const taken = models.map((model) => model.name);
  const added = async (model: StoredModel) => {
    keepModel(client, model);
    onClose();
    notifications.show({
      color: 'teal',
      message: t('models.installStarted', { model: model.title || model.name }),
    });
    await refreshModels(client);
  };
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('models.addModel')}
      size="lg"
      withCloseButton={!isSending}
      closeOnEscape={!isSending}
      closeOnClickOutside={!isSending}
    >
      <Tabs defaultValue="published">
        <Tabs.List mb="md">
          <Tabs.Tab value="published" leftSection={<IconListCheck size={16} />} disabled={isSending}>
            {t('models.fromPublished')}
          </Tabs.Tab>
          <Tabs.Tab value="url" leftSection={<IconLink size={16} />} disabled={isSending}>
            {t('models.fromUrl')}
          </Tabs.Tab>
          <Tabs.Tab value="file" leftSection={<IconFileUpload size={16} />} disabled={isSending}>
            {t('models.fromFile')}
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="published">
          <PublishedModels onAdded={added} />
        </Tabs.Panel>
        <Tabs.Panel value="url">
          <UrlModelForm taken={taken} onAdded={added} />
        </Tabs.Panel>
        <Tabs.Panel value="file">
          <FileModelForm taken={taken} onAdded={added} onSending={setSending} />
        </Tabs.Panel>
      </Tabs>
    </Modal>
  );
}
