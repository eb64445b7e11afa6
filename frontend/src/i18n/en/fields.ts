/** What can be changed of a team, a group, a project or a batch, by the name that the audit log has for it. */
export const fields = {
  name: 'name',
  requires_mfa: 'two-step login for everybody',
  people: 'people',
  priority: 'priority',
  assignee: 'person',
  group: 'group',
  description: 'description',
  guidelines: 'guidelines',
  model: 'model',
  overlap: 'overlapping objects',
  replicas: 'people per image',
  gold_percent: 'gold images in percent',
  lease_minutes: 'minutes until an image goes back',
  is_private: 'private project',
  reject_reasons: 'reasons for rejecting',
} as const;
