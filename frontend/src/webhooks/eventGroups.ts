/** The events of webhooks as they stand beside each other in the dialog. */
import type { WebhookEvent } from '../api/types';

interface EventGroup {
  readonly name: 'images' | 'annotations' | 'comments' | 'dataset' | 'project' | 'people';
  readonly events: readonly WebhookEvent[];
  /** Told to webhooks of a team only. */
  readonly isOfTeam?: boolean;
}

const GROUPS: readonly EventGroup[] = [
  { name: 'annotations', events: ['annotation.submitted', 'annotation.accepted', 'annotation.rejected'] },
  { name: 'images', events: ['image.created', 'image.deleted'] },
  { name: 'dataset', events: ['job.finished', 'version.created', 'version.deleted'] },
  { name: 'comments', events: ['comment.created', 'comment.resolved', 'comment.reopened'] },
  { name: 'project', events: ['project.updated', 'label.created', 'label.updated', 'label.deleted'] },
  {
    name: 'people',
    events: ['project.created', 'project.deleted', 'member.joined', 'member.updated', 'member.left'],
    isOfTeam: true,
  },
];

export function eventGroups(isTeam: boolean): readonly EventGroup[] {
  return GROUPS.filter((group) => isTeam || !group.isOfTeam);
}

/** `events` with those of `among` taken, or not, in the order of the groups. */
export function withChosen(
  events: readonly WebhookEvent[],
  among: readonly WebhookEvent[],
  isChosen: boolean,
): WebhookEvent[] {
  const wanted = new Set(isChosen ? [...events, ...among] : events.filter((event) => !among.includes(event)));
  return GROUPS.flatMap((group) => group.events).filter((event) => wanted.has(event));
}
