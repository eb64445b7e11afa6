/** What the label of the selected object asks for; each field is saved when it is left. */
import { Checkbox, NumberInput, Select, Text, TextInput } from '@mantine/core';
import { type KeyboardEvent, useEffect, useState } from 'react';
import type { Attribute } from '../api/types';
import { useT } from '../i18n/useT';
import { mayChange } from '../store/editorState';
import type { VisibleObject } from '../store/visibleDocument';
import classes from './AttributeForm.module.css';
import { attributeValue, changedAttributes, missingAttributes, type Value } from './attributeValues';
import { useEditor, useEditorState } from './editorContext';
import { focusCanvas } from './focusCanvas';

export const ATTRIBUTES_ID = 'object-attributes';
/** The label beside its field: the panel is low. */
const LOOK = { size: 'xs', classNames: { root: classes.field ?? '', label: classes.label ?? '' } } as const;

export function AttributeForm({ object }: { object: VisibleObject }) {
  const t = useT();
  const { labels, session } = useEditor();
  const isOpen = useEditorState(mayChange);
  const schema = labels.find(({ id }) => id === object.label)?.attributes_schema ?? [];
  if (schema.length === 0) return null;
  const missing = missingAttributes(schema, object.attributes);
  const save = (attribute: Attribute, value: Value): void => {
    const attributes = changedAttributes(schema, object.attributes, attribute, value);
    if (attributes !== null) session.change(object.id, { attributes });
  };
  const press = (event: KeyboardEvent): void => {
    const isListOpen = event.target instanceof Element && event.target.matches('[data-expanded]');
    if (event.key !== 'Escape' || isListOpen) return;
    event.stopPropagation();
    focusCanvas();
  };
  return (
    <fieldset
      id={ATTRIBUTES_ID}
      className={classes.form}
      disabled={!isOpen || object.locked}
      onKeyDown={press}
      data-testid="attribute-form"
    >
      <legend className={classes.legend}>{t('attributes.title')}</legend>
      {schema.map((attribute) => (
        <Field
          key={`${object.id} ${attribute.name}`}
          attribute={attribute}
          value={attributeValue(attribute, object.attributes)}
          onSave={(value) => save(attribute, value)}
        />
      ))}
      {missing.length > 0 && (
        <Text size="xs" className={classes.missing ?? ''} role="status">
          {t('attributes.missing', { names: t.list(missing) })}
        </Text>
      )}
    </fieldset>
  );
}

interface FieldProps {
  attribute: Attribute;
  value: Value;
  onSave: (value: Value) => void;
}

function Field({ attribute, value, onSave }: FieldProps) {
  const t = useT();
  const { name, required } = attribute;
  const shared = { ...LOOK, label: name, withAsterisk: required };
  switch (attribute.type) {
    case 'text':
    case 'number':
      return <TypedField attribute={attribute} value={value} onSave={onSave} />;
    case 'select':
      return (
        <Select
          {...shared}
          placeholder={t('attributes.choose')}
          clearable={!required}
          data={attribute.options}
          value={typeof value === 'string' ? value : null}
          onChange={onSave}
          comboboxProps={{ position: 'top-start' }}
        />
      );
    case 'checkbox':
      return (
        <Checkbox
          size="xs"
          label={required ? `${name} *` : name}
          checked={value === true}
          onChange={(event) => onSave(event.currentTarget.checked)}
        />
      );
  }
}

/** Saved by Enter and when it is left; what others set meanwhile shows. */
function TypedField({ attribute, value, onSave }: FieldProps) {
  const [typed, setTyped] = useState<string | number>('');
  const stored = typeof value === 'string' || typeof value === 'number' ? value : '';
  useEffect(() => setTyped(stored), [stored]);
  const isNumber = attribute.type === 'number';
  const save = (): void => {
    if (typed === stored || (isNumber && !Number.isFinite(Number(typed)))) return;
    onSave(typed === '' ? null : isNumber ? Number(typed) : String(typed));
  };
  const shared = {
    ...LOOK,
    label: attribute.name,
    withAsterisk: attribute.required,
    onBlur: save,
    onKeyDown: (event: KeyboardEvent) => event.key === 'Enter' && save(),
  } as const;
  return isNumber ? (
    <NumberInput {...shared} value={typed} onChange={setTyped} />
  ) : (
    <TextInput
      {...shared}
      maxLength={1000}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
    />
  );
}
