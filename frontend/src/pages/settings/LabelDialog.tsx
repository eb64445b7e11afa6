import { Button, ColorInput, Group, Modal, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { createLabel, type LabelFields, updateLabel } from '../../api/labels';
import { queryKeys } from '../../api/queryKeys';
import type { Label, LabelKind, Project } from '../../api/types';
import { ErrorMessage } from '../../components/ErrorMessage';
import { fieldError, formError } from '../../components/fieldErrors';
import { useT } from '../../i18n/useT';
import { AttributeFields } from './AttributeFields';
import { attributeErrors, hasErrors } from './attributeSchema';
import { LABEL_COLORS, unusedColor } from './labelColors';
import { freeHotkey, labelErrors } from './labelValidation';

interface LabelDialogProps {
  project: Project;
  labels: Label[];
  /** The label in hand, a new one, or none: closed. */
  edited: Label | 'new' | null;
  onClose: () => void;
}

export function LabelDialog({ project, labels, edited, onClose }: LabelDialogProps) {
  const t = useT();
  const label = edited === 'new' ? null : edited;
  return (
    <Modal
      opened={edited !== null}
      onClose={onClose}
      title={label ? t('settings.editTitle', { label: label.name }) : t('settings.newLabel')}
      size={560}
      centered
    >
      <LabelForm project={project} labels={labels} label={label} onDone={onClose} />
    </Modal>
  );
}

interface LabelFormProps {
  project: Project;
  labels: Label[];
  label: Label | null;
  onDone: () => void;
}

function LabelForm({ project, labels, label, onDone }: LabelFormProps) {
  const t = useT();
  const client = useQueryClient();
  const [fields, setFields] = useState<LabelFields>(() => label ?? newLabel(labels));
  const [isTried, setTried] = useState(false);
  const set = (changes: Partial<LabelFields>) => setFields((before) => ({ ...before, ...changes }));
  const others = labels.filter((other) => other.id !== label?.id);
  const errors = labelErrors(fields, others, t);
  const { attributes_schema: schema = [] } = fields;
  const ofAttributes = attributeErrors(schema, t);
  const save = useMutation({
    mutationFn: () => {
      const { color, kind, hotkey, position } = fields;
      const name = fields.name.trim();
      const body = { name, color: color.toLowerCase(), kind, hotkey, position, attributes_schema: schema };
      return label ? updateLabel(label.id, body) : createLabel(project.id, body);
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: queryKeys.project(project.id) });
      onDone();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(errors).length === 0 && !hasErrors(ofAttributes)) save.mutate();
  };
  const shown = (field: 'name' | 'color' | 'hotkey') =>
    (isTried || (field !== 'name' && errors[field]) ? errors[field] : undefined) ??
    fieldError(save.error, field);

  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <ErrorMessage error={formError(save.error, ['name', 'color', 'hotkey'])} />
        <TextInput
          label={t('common.name')}
          value={fields.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
          error={shown('name')}
          required
          data-autofocus
        />
        <ColorInput
          label={t('settings.color')}
          format="hex"
          swatches={[...LABEL_COLORS]}
          swatchesPerRow={8}
          value={fields.color}
          onChange={(color) => set({ color })}
          error={shown('color')}
        />
        <div>
          <Text size="sm" fw={500}>
            {t('settings.kind')}
          </Text>
          <Text size="xs" c="dimmed" mb={6}>
            {t('settings.kindHint')}
          </Text>
          <SegmentedControl
            aria-label={t('settings.kind')}
            fullWidth
            value={fields.kind}
            onChange={(kind) => set({ kind: kind as LabelKind })}
            data={[
              { value: 'thing', label: t('labelKinds.thing') },
              { value: 'stuff', label: t('labelKinds.stuff') },
            ]}
          />
        </div>
        <TextInput
          label={t('settings.hotkey')}
          description={t('settings.hotkeyHint')}
          w={320}
          maxLength={1}
          value={fields.hotkey}
          onChange={(event) => set({ hotkey: event.currentTarget.value.trim() })}
          error={shown('hotkey')}
        />
        <AttributeFields
          schema={schema}
          errors={isTried ? ofAttributes : []}
          onChange={(attributes_schema) => set({ attributes_schema })}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {label ? t('common.save') : t('settings.saveNew')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function newLabel(labels: readonly Label[]): LabelFields {
  return {
    name: '',
    color: unusedColor(labels.map((label) => label.color)),
    kind: 'thing',
    hotkey: freeHotkey(labels),
    position: Math.max(-1, ...labels.map((label) => label.position)) + 1,
  };
}
