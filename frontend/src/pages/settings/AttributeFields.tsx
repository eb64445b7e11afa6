/** The attributes that objects of a label are asked for: added, described and removed. */
import {
  ActionIcon,
  Button,
  Checkbox,
  Group,
  NumberInput,
  Paper,
  Select,
  Stack,
  TagsInput,
  Text,
  TextInput,
  Tooltip,
} from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { Attribute, AttributeType } from '../../api/types';
import type { PlainKey } from '../../i18n/catalogue';
import { useT } from '../../i18n/useT';
import {
  ATTRIBUTE_TYPES,
  type AttributeErrors,
  LONGEST_ATTRIBUTE_NAME,
  MOST_ATTRIBUTES,
  newAttribute,
  withOptions,
  withType,
} from './attributeSchema';

const TYPE_NAMES: Readonly<Record<AttributeType, PlainKey>> = {
  text: 'attributes.typeText',
  number: 'attributes.typeNumber',
  select: 'attributes.typeSelect',
  checkbox: 'attributes.typeCheckbox',
};

interface AttributeFieldsProps {
  schema: readonly Attribute[];
  /** One for each attribute. */
  errors: readonly AttributeErrors[];
  onChange: (schema: Attribute[]) => void;
}

export function AttributeFields({ schema, errors, onChange }: AttributeFieldsProps) {
  const t = useT();
  const replace = (place: number, attribute: Attribute): void =>
    onChange(schema.map((before, at) => (at === place ? attribute : before)));
  return (
    <div data-testid="attribute-fields">
      <Text size="sm" fw={500}>
        {t('attributes.title')}
      </Text>
      <Text size="xs" c="dimmed" mb={6}>
        {schema.length === 0 ? t('attributes.none') : t('attributes.hint')}
      </Text>
      <Stack gap="xs">
        {schema.map((attribute, place) => (
          <OneAttribute
            // biome-ignore lint/suspicious/noArrayIndexKey: attributes have no identity before they are stored
            key={place}
            number={place + 1}
            attribute={attribute}
            error={errors[place] ?? {}}
            onChange={(changed) => replace(place, changed)}
            onRemove={() => onChange(schema.filter((_, at) => at !== place))}
          />
        ))}
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={14} />}
          disabled={schema.length >= MOST_ATTRIBUTES}
          onClick={() => onChange([...schema, newAttribute()])}
          style={{ alignSelf: 'flex-start' }}
          data-testid="add-attribute"
        >
          {t('attributes.add')}
        </Button>
      </Stack>
    </div>
  );
}

interface OneAttributeProps {
  number: number;
  attribute: Attribute;
  error: AttributeErrors;
  onChange: (attribute: Attribute) => void;
  onRemove: () => void;
}

function OneAttribute({ number, attribute, error, onChange, onRemove }: OneAttributeProps) {
  const t = useT();
  const { name, type, options, required } = attribute;
  const removal = t('attributes.remove', { name: name || t.number(number) });
  return (
    <Paper withBorder p="xs" role="group" aria-label={t('attributes.nameOf', { number })}>
      <Stack gap="xs">
        <Group gap="xs" align="flex-start" wrap="nowrap">
          <TextInput
            flex={1}
            size="xs"
            label={t('attributes.name')}
            maxLength={LONGEST_ATTRIBUTE_NAME}
            value={name}
            error={error.name}
            onChange={(event) => onChange({ ...attribute, name: event.currentTarget.value })}
          />
          <Select
            w={120}
            size="xs"
            label={t('attributes.type')}
            allowDeselect={false}
            data={ATTRIBUTE_TYPES.map((value) => ({ value, label: t(TYPE_NAMES[value]) }))}
            value={type}
            onChange={(value) => onChange(withType(attribute, value as AttributeType))}
          />
          <Tooltip label={removal}>
            <ActionIcon variant="subtle" color="gray" mt={24} aria-label={removal} onClick={onRemove}>
              <IconTrash size={16} />
            </ActionIcon>
          </Tooltip>
        </Group>
        {type === 'select' && (
          <TagsInput
            size="xs"
            label={t('attributes.options')}
            placeholder={options.length === 0 ? t('attributes.optionsHint') : ''}
            value={options}
            error={error.options}
            onChange={(changed) => onChange(withOptions(attribute, changed))}
          />
        )}
        <Group gap="md" align="flex-end">
          <DefaultField attribute={attribute} onChange={onChange} />
          <Tooltip label={t('attributes.requiredHint')}>
            <Checkbox
              size="xs"
              mb={7}
              label={t('attributes.required')}
              checked={required}
              onChange={(event) => onChange({ ...attribute, required: event.currentTarget.checked })}
            />
          </Tooltip>
        </Group>
      </Stack>
    </Paper>
  );
}

function DefaultField({ attribute, onChange }: Pick<OneAttributeProps, 'attribute' | 'onChange'>) {
  const t = useT();
  const set = (value: unknown): void => onChange({ ...attribute, default: value === '' ? null : value });
  const shared = {
    size: 'xs',
    w: 190,
    label: t('attributes.default'),
    placeholder: t('attributes.noDefault'),
  };
  const value = attribute.default ?? null;
  switch (attribute.type) {
    case 'text':
      return (
        <TextInput
          {...shared}
          value={String(value ?? '')}
          onChange={(event) => set(event.currentTarget.value)}
        />
      );
    case 'number':
      return (
        <NumberInput
          {...shared}
          defaultValue={typeof value === 'number' ? value : ''}
          onChange={(changed) =>
            set(changed === '' || Number.isNaN(Number(changed)) ? null : Number(changed))
          }
        />
      );
    case 'select':
      return (
        <Select
          {...shared}
          clearable
          data={attribute.options}
          value={value as string | null}
          onChange={(changed) => set(changed)}
        />
      );
    case 'checkbox':
      return (
        <Select
          {...shared}
          clearable
          data={[
            { value: 'true', label: t('attributes.yes') },
            { value: 'false', label: t('attributes.no') },
          ]}
          value={typeof value === 'boolean' ? String(value) : null}
          onChange={(changed) => set(changed === null ? null : changed === 'true')}
        />
      );
  }
}
