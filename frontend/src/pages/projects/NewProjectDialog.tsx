import { Button, ColorSwatch, Group, Modal, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { createLabel } from '../../api/labels';
import { createProject } from '../../api/projects';
import { queryKeys } from '../../api/queryKeys';
import { may } from '../../api/roles';
import type { Me, Project } from '../../api/types';
import { showError } from '../../components/confirm';
import { ErrorMessage } from '../../components/ErrorMessage';
import { fieldError, formError } from '../../components/fieldErrors';
import type { T } from '../../i18n/translate';
import { useT } from '../../i18n/useT';
import { lastTeam } from '../team/lastTeam';
import { LABEL_PRESETS, presetLabels } from './labelPresets';

interface NewProjectDialogProps {
  opened: boolean;
  onClose: () => void;
  me: Me;
}

export function NewProjectDialog({ opened, onClose, me }: NewProjectDialogProps) {
  const t = useT();
  return (
    <Modal opened={opened} onClose={onClose} title={t('projects.newProject')} size="lg" centered>
      <NewProjectForm me={me} onClose={onClose} />
    </Modal>
  );
}

function NewProjectForm({ me, onClose }: { me: Me; onClose: () => void }) {
  const t = useT();
  const organizations = me.organizations.filter(
    ({ role, needs_mfa }) => !needs_mfa && may(role, 'create-project'),
  );
  const [organization, setOrganization] = useState(lastTeam(organizations)?.id ?? 0);
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const [preset, setPreset] = useState(LABEL_PRESETS[0]?.value ?? '');
  const client = useQueryClient();
  const navigate = useNavigate();
  const create = useMutation({
    mutationFn: () => createProject({ organization, name: name.trim(), description: description.trim() }),
    onSuccess: async (project) => {
      await addLabels(project, preset, t);
      await client.invalidateQueries({ queryKey: queryKeys.projects });
      onClose();
      await navigate(`/projects/${project.id}`);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate();
  };

  return (
    <form onSubmit={submit}>
      <Stack>
        <ErrorMessage error={formError(create.error, ['name', 'description', 'organization'])} />
        <TextInput
          label={t('common.name')}
          value={name}
          maxLength={150}
          onChange={(event) => setName(event.currentTarget.value)}
          error={fieldError(create.error, 'name')}
          required
          data-autofocus
        />
        <Textarea
          label={t('common.description')}
          description={t('projects.descriptionHint')}
          autosize
          minRows={2}
          maxRows={6}
          value={description}
          onChange={(event) => setDescription(event.currentTarget.value)}
          error={fieldError(create.error, 'description')}
        />
        <Select
          label={t('projects.organization')}
          description={t('projects.organizationHint')}
          data={organizations.map(({ id, name: title }) => ({ value: String(id), label: title }))}
          value={String(organization)}
          allowDeselect={false}
          onChange={(value) => setOrganization(Number(value))}
          error={fieldError(create.error, 'organization')}
        />
        <PresetSelect value={preset} onChange={setPreset} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={create.isPending} disabled={!name.trim()}>
            {t('projects.create')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function PresetSelect({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const t = useT();
  const preset = LABEL_PRESETS.find((candidate) => candidate.value === value);
  return (
    <Stack gap="xs">
      <Select
        label={t('projects.preset')}
        description={t('projects.presetHint')}
        data={LABEL_PRESETS.map((candidate) => ({ value: candidate.value, label: t(candidate.name) }))}
        value={value}
        allowDeselect={false}
        onChange={(next) => onChange(next ?? '')}
      />
      <Group gap="sm">
        {preset &&
          presetLabels(preset, t).map((label) => (
            <Group key={label.name} gap={6} wrap="nowrap">
              <ColorSwatch size={12} color={label.color} withShadow={false} />
              <Text size="sm">{label.name}</Text>
            </Group>
          ))}
      </Group>
    </Stack>
  );
}

/** The project exists by now: a label that fails is told and can be added in the settings. */
async function addLabels(project: Project, presetValue: string, t: T): Promise<void> {
  const preset = LABEL_PRESETS.find((candidate) => candidate.value === presetValue);
  try {
    for (const label of preset ? presetLabels(preset, t) : []) await createLabel(project.id, label);
  } catch (error) {
    showError(error);
  }
}
