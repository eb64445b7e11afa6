import { Badge, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import { IconFileImport } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { applyLabelSet, type LabelSetEffect } from '../../api/labelSets';
import { queryKeys } from '../../api/queryKeys';
import { ErrorMessage } from '../../components/ErrorMessage';
import { useT } from '../../i18n/useT';

interface LabelSetDialogProps {
  project: number;
  opened: boolean;
  onClose: () => void;
}

export function LabelSetDialog({ project, opened, onClose }: LabelSetDialogProps) {
  const t = useT();
  return (
    <Modal opened={opened} onClose={onClose} title={t('labelSets.title')} size="lg" centered>
      <LabelSetForm project={project} onClose={onClose} />
    </Modal>
  );
}

/** A file, then what would become of the labels, then the labels. */
function LabelSetForm({ project, onClose }: Omit<LabelSetDialogProps, 'opened'>) {
  const t = useT();
  const client = useQueryClient();
  const preview = useMutation({
    mutationFn: async (file: File) => {
      const text = await file.text();
      return { text, effect: await applyLabelSet(project, text, true) };
    },
  });
  const apply = useMutation({
    mutationFn: (text: string) => applyLabelSet(project, text, false),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: queryKeys.project(project) });
      onClose();
    },
  });
  const seen = preview.data;
  return (
    <Stack data-testid="label-set">
      <Text size="sm" c="dimmed">
        {t('labelSets.hint')}
      </Text>
      {seen === undefined && (
        <Dropzone
          multiple={false}
          loading={preview.isPending}
          onDrop={([file]) => file && preview.mutate(file)}
          inputProps={{ 'aria-label': t('labelSets.file') }}
        >
          <Group wrap="nowrap" style={{ pointerEvents: 'none' }}>
            <IconFileImport size={28} stroke={1.4} />
            <Text size="sm" fw={500}>
              {t('labelSets.dropFile')}
            </Text>
          </Group>
        </Dropzone>
      )}
      <ErrorMessage error={preview.error ?? apply.error} />
      {seen !== undefined && (
        <>
          <Effect effect={seen.effect} />
          <Group justify="flex-end">
            <Button variant="default" onClick={() => preview.reset()}>
              {t('labelSets.other')}
            </Button>
            <Button
              disabled={isNothing(seen.effect)}
              loading={apply.isPending}
              onClick={() => apply.mutate(seen.text)}
            >
              {t('labelSets.apply')}
            </Button>
          </Group>
        </>
      )}
    </Stack>
  );
}

function isNothing({ added, changed }: LabelSetEffect): boolean {
  return added.length === 0 && changed.length === 0;
}

function Effect({ effect }: { effect: LabelSetEffect }) {
  const t = useT();
  return (
    <Stack gap="sm" mah={360} style={{ overflowY: 'auto' }}>
      {isNothing(effect) && <Text size="sm">{t('labelSets.nothing')}</Text>}
      <Names
        title={t('labelSets.added', { number: effect.added.length })}
        color="green"
        names={effect.added}
      />
      <Names
        title={t('labelSets.changed', { number: effect.changed.length })}
        color="yellow"
        names={effect.changed.map(({ name }) => name)}
      />
      <Names title={t('labelSets.left', { number: effect.left.length })} color="gray" names={effect.left} />
      {effect.problems.length > 0 && (
        <div>
          <Text size="sm" fw={500}>
            {t('labelSets.problems', { number: effect.problems.length })}
          </Text>
          {effect.problems.map(({ place, detail }) => (
            <Text key={`${place} ${detail}`} size="xs" style={{ overflowWrap: 'anywhere' }}>
              {place}: {detail}
            </Text>
          ))}
        </div>
      )}
    </Stack>
  );
}

function Names({ title, color, names }: { title: string; color: string; names: readonly string[] }) {
  if (names.length === 0) return null;
  return (
    <div>
      <Text size="sm" fw={500} mb={4}>
        {title}
      </Text>
      <Group gap={6}>
        {names.map((name) => (
          <Badge key={name} color={color} variant="light" tt="none">
            {name}
          </Badge>
        ))}
      </Group>
    </div>
  );
}
