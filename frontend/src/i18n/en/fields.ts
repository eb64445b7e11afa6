/** What can be changed of a team, a group or a project, by the name that the audit log has for it. */
export const fields = {
  name: 'name',
  requires_mfa: 'two-step login for everybody',
  people: 'people',
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
