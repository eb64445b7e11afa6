import { Autocomplete, Fieldset, Group, NumberInput, Radio, Stack, Text } from '@mantine/core';
import { useProjectTags } from '../../api/imageMarks';
import { useT } from '../../i18n/useT';
import { SPLITS, type SplitBy, type SplitDraft, splitName, sumOf } from './splits';

const RULES = ['hash', 'tag', 'none'] as const satisfies readonly SplitBy[];

interface SplitFieldsProps {
  project: number;
  draft: SplitDraft;
  onChange: (changes: Partial<SplitDraft>) => void;
}

/** How the images of a version are divided: by shares, by tags, or not at all. */
export function SplitFields({ project, draft, onChange }: SplitFieldsProps) {
  const t = useT();
  return (
    <Fieldset legend={t('versions.splits')}>
      <Stack gap="sm">
        <Radio.Group
          aria-label={t('versions.splits')}
          value={draft.by}
          onChange={(by) => onChange({ by: by as SplitBy })}
        >
          <Stack gap="xs">
            {RULES.map((by) => (
              <Radio
                key={by}
                value={by}
                label={t(`versions.by_${by}`)}
                description={t(`versions.hint_${by}`)}
              />
            ))}
          </Stack>
        </Radio.Group>
        {draft.by === 'hash' && <Shares draft={draft} onChange={onChange} />}
        {draft.by === 'tag' && <Tags project={project} draft={draft} onChange={onChange} />}
      </Stack>
    </Fieldset>
  );
}

function Shares({ draft, onChange }: Omit<SplitFieldsProps, 'project'>) {
  const t = useT();
  const sum = sumOf(draft.shares);
  return (
    <>
      <Group grow align="flex-end">
        {SPLITS.map((split) => (
          <NumberInput
            key={split}
            label={t('versions.share', { split: t(splitName(split)) })}
            value={draft.shares[split]}
            onChange={(share) => onChange({ shares: { ...draft.shares, [split]: share } })}
            min={0}
            max={100}
            allowDecimal={false}
            clampBehavior="strict"
          />
        ))}
        <NumberInput
          label={t('versions.seed')}
          value={draft.seed}
          onChange={(seed) => onChange({ seed })}
          min={0}
          max={2 ** 31 - 1}
          allowDecimal={false}
        />
      </Group>
      <Text size="xs" c={sum === 100 ? 'dimmed' : 'red'} role={sum === 100 ? undefined : 'alert'}>
        {sum === 100 ? t('versions.seedHint') : t('versions.sharesWrong', { sum })}
      </Text>
    </>
  );
}

function Tags({ project, draft, onChange }: SplitFieldsProps) {
  const t = useT();
  const known = useProjectTags(project).data ?? [];
  return (
    <Group grow align="flex-end">
      {SPLITS.map((split) => (
        <Autocomplete
          key={split}
          label={t('versions.tagOf', { split: t(splitName(split)) })}
          data={known.map(({ name }) => name)}
          value={draft.tags[split]}
          onChange={(tag) => onChange({ tags: { ...draft.tags, [split]: tag } })}
          maxLength={50}
        />
      ))}
    </Group>
  );
}
