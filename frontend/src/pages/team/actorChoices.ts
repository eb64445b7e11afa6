/** Whose activity can be looked at, by name: who is in the team, then who has left it. Pure. */
import type { AuditActor } from '../../api/types';
import type { T } from '../../i18n/translate';

interface Choice {
  readonly value: string;
  readonly label: string;
}

interface Choices {
  readonly group: string;
  readonly items: Choice[];
}

/** `chosen` is among them, too, when it came by a link and the log knows nobody of that number. */
export function actorChoices(actors: readonly AuditActor[], chosen: number | undefined, t: T): Choices[] {
  const isShared = (name: string) => actors.filter((other) => other.name === name).length > 1;
  const items = (areMembers: boolean): Choice[] =>
    actors
      .filter(({ is_member }) => is_member === areMembers)
      .map(({ id, name, username }) => ({
        value: String(id),
        label: isShared(name) ? t('team.namesake', { name, username }) : name,
      }))
      .sort((a, b) => a.label.localeCompare(b.label));
  const isKnown = chosen === undefined || actors.some(({ id }) => id === chosen);
  const stranger = isKnown ? [] : [{ value: String(chosen), label: `#${chosen}` }];
  return [
    { group: t('team.people'), items: items(true) },
    { group: t('team.haveLeft'), items: [...items(false), ...stranger] },
  ].filter(({ items: some }) => some.length > 0);
}
