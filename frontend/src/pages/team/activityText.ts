/** What an entry of the audit log says, in words. */
import type { AuditEvent } from '../../api/audit';
import { ROLES } from '../../api/roles';
import type { AuditEntry, Role } from '../../api/types';
import { events } from '../../i18n/en/events';
import { fields } from '../../i18n/en/fields';
import type { T } from '../../i18n/translate';

export const EVENTS = Object.keys(events satisfies Record<AuditEvent, string>) as AuditEvent[];
const FIELDS = Object.keys(fields) as (keyof typeof fields)[];

/** "Member added: bob"; an event of a later version keeps its own name. */
export function eventText(entry: AuditEntry, t: T): string {
  const event = EVENTS.find((known) => known === entry.action);
  const what = event ? t(`events.${event}`) : entry.action;
  return entry.target ? t('team.eventOf', { event: what, target: entry.target }) : what;
}

/** What changed, from what to what; empty where the event says it all. */
export function detailText({ detail }: AuditEntry, t: T): string {
  const roleName = (value: unknown) => {
    const role = ROLES.find((known): known is Role => known === value);
    return role ? t(`roles.${role}`) : '';
  };
  const parts = [
    [roleName(detail.from), roleName(detail.to)].filter(Boolean).join(' → '),
    roleName(detail.role),
    Array.isArray(detail.fields) ? t.list(detail.fields.map((field) => fieldText(String(field), t))) : '',
    changesText(detail.changes, t),
    typeof detail.images === 'number' ? handedOver(detail, detail.images, t) : '',
    detail.by_operator === true ? t('team.byOperator') : '',
  ];
  return parts.filter(Boolean).join(' · ');
}

/** {"name": ["old", "new"]} as "name: old → new", also where the values are lists. */
function changesText(changes: unknown, t: T): string {
  if (typeof changes !== 'object' || changes === null) return '';
  return Object.entries(changes)
    .filter(([, pair]) => Array.isArray(pair))
    .map(([field, pair]: [string, unknown[]]) =>
      t('team.changeOf', {
        field: fieldText(field, t),
        change: pair.map((value) => valueText(value, t)).join(' → '),
      }),
    )
    .join(' · ');
}

/** A field of a later version keeps its own name. */
function fieldText(name: string, t: T): string {
  const field = FIELDS.find((known) => known === name);
  return field ? t(`fields.${field}`) : name;
}

function valueText(value: unknown, t: T): string {
  if (typeof value === 'boolean') return value ? t('team.on') : t('team.off');
  if (Array.isArray(value)) return t.list(value.map(String)) || '–';
  return `${value ?? ''}` || '–';
}

function handedOver(detail: AuditEntry['detail'], images: number, t: T): string {
  const count = t('common.images', { count: images });
  const heir = detail.given_to;
  return typeof heir === 'string' && heir
    ? t('team.handedTo', { images: count, name: heir })
    : t('team.handedBack', { images: count });
}
