import { Checkbox, Radio, SimpleGrid, Stack } from '@mantine/core';
import type { Existing, ImportChoices, ObjectsAs } from '../api/imports';
import type { PlainKey } from '../i18n/catalogue';
import { useT } from '../i18n/useT';

const EXISTING: readonly { value: Existing; name: PlainKey; hint: PlainKey }[] = [
  { value: 'add', name: 'imports.add', hint: 'imports.addHint' },
  { value: 'update', name: 'imports.update', hint: 'imports.updateHint' },
  { value: 'replace', name: 'imports.replace', hint: 'imports.replaceHint' },
];

const OBJECTS_AS: readonly { value: ObjectsAs; name: PlainKey; hint: PlainKey }[] = [
  { value: 'annotations', name: 'imports.annotations', hint: 'imports.annotationsHint' },
  { value: 'proposals', name: 'imports.proposals', hint: 'imports.proposalsHint' },
];

interface ImportOptionsProps {
  choices: ImportChoices;
  onChange: (changes: Partial<ImportChoices>) => void;
}

export function ImportOptions({ choices, onChange }: ImportOptionsProps) {
  const t = useT();
  return (
    <Stack>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <Radio.Group
          label={t('imports.existing')}
          value={choices.existing}
          onChange={(value) => onChange({ existing: value as Existing })}
        >
          <Stack gap="xs" mt={6}>
            {EXISTING.map(({ value, name, hint }) => (
              <Radio key={value} value={value} label={t(name)} description={t(hint)} />
            ))}
          </Stack>
        </Radio.Group>
        <Radio.Group
          label={t('imports.objectsAs')}
          value={choices.objectsAs}
          onChange={(value) => onChange({ objectsAs: value as ObjectsAs })}
        >
          <Stack gap="xs" mt={6}>
            {OBJECTS_AS.map(({ value, name, hint }) => (
              <Radio key={value} value={value} label={t(name)} description={t(hint)} />
            ))}
          </Stack>
        </Radio.Group>
      </SimpleGrid>
      <Checkbox
        label={t('imports.addImages')}
        checked={choices.addImages}
        onChange={(event) => onChange({ addImages: event.currentTarget.checked })}
      />
    </Stack>
  );
}
