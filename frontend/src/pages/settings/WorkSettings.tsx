import { Anchor, Button, Group, NumberInput, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { updateProject } from '../../api/projects';
import { queryKeys } from '../../api/queryKeys';
import type { Project } from '../../api/types';
import { ErrorMessage } from '../../components/ErrorMessage';
import { fieldError, formError } from '../../components/fieldErrors';
import { Section } from '../../components/Section';
import { useUnsaved } from '../../components/UnsavedGuard';
import type { PlainKey } from '../../i18n/catalogue';
import { useT } from '../../i18n/useT';

const FIELDS = [
  { name: 'replicas', label: 'work.replicas', hint: 'work.replicasHint', min: 1, max: 10 },
  { name: 'gold_percent', label: 'work.goldPercent', hint: 'work.goldPercentHint', min: 0, max: 100 },
  { name: 'lease_minutes', label: 'work.leaseMinutes', hint: 'work.leaseMinutesHint', min: 1, max: 1440 },
] as const satisfies readonly {
  name: keyof Project;
  label: PlainKey;
  hint: PlainKey;
  min: number;
  max: number;
}[];

type Values = Record<(typeof FIELDS)[number]['name'], number | string>;

/** The rules by which the queue hands out images. */
export function WorkSettings({ project }: { project: Project }) {
  const t = useT();
  const client = useQueryClient();
  const [values, setValues] = useState<Values>({
    replicas: project.replicas,
    gold_percent: project.gold_percent,
    lease_minutes: project.lease_minutes,
  });
  const changed = FIELDS.filter(({ name }) => values[name] !== project[name]);
  useUnsaved(changed.length > 0);
  const save = useMutation({
    mutationFn: () =>
      updateProject(project.id, Object.fromEntries(changed.map(({ name }) => [name, Number(values[name])]))),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: queryKeys.project(project.id) });
      notifications.show({ message: t('settings.projectSaved') });
    },
  });
  return (
    <Section title={t('work.title')} hint={t('work.settingsHint')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <Stack>
          <ErrorMessage
            error={formError(
              save.error,
              FIELDS.map(({ name }) => name),
            )}
          />
          {FIELDS.map(({ name, label, hint, min, max }) => (
            <NumberInput
              key={name}
              label={t(label)}
              description={t(hint)}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              styles={{
                input: { maxWidth: 140 },
                section: { insetInlineEnd: 'auto', insetInlineStart: 106 },
              }}
              value={values[name]}
              min={min}
              max={max}
              allowDecimal={false}
              onChange={(value) => setValues({ ...values, [name]: value })}
              error={fieldError(save.error, name)}
              required
            />
          ))}
          <Group justify="space-between">
            <Anchor component={Link} to={`/projects/${project.id}/work`} size="sm">
              {t('work.handOut')}
            </Anchor>
            <Button
              type="submit"
              loading={save.isPending}
              disabled={changed.length === 0 || FIELDS.some(({ name }) => values[name] === '')}
            >
              {t('common.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
