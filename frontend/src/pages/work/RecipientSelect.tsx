import { Select } from '@mantine/core';
import { errorSentence } from '../../api/errors';
import { useGroups } from '../../api/groups';
import { useMembers } from '../../api/projectRoles';
import { may } from '../../api/roles';
import type { Project } from '../../api/types';
import type { Recipient } from '../../api/work';
import { useT } from '../../i18n/useT';

interface RecipientSelectProps {
  project: Project;
  value: Recipient;
  onChange: (value: Recipient) => void;
  error?: string | undefined;
}

const EVERYBODY = 'everybody';

/** Who does it: one person who may annotate, one group, or everybody. */
export function RecipientSelect({ project, value, onChange, error }: RecipientSelectProps) {
  const t = useT();
  const members = useMembers(project.id);
  const groups = useGroups(project.organization);
  const failed = members.error ?? groups.error;
  const people = (members.data ?? []).filter(({ role }) => may(role, 'annotate'));
  return (
    <Select
      label={t('work.recipient')}
      description={chosen(value) === EVERYBODY ? t('work.everybodyHint') : t('work.recipientHint')}
      data={[
        { value: EVERYBODY, label: t('work.everybody') },
        { group: t('work.people'), items: people.map(({ id, name }) => ({ value: `p${id}`, label: name })) },
        {
          group: t('work.groups'),
          items: (groups.data ?? []).map(({ id, name }) => ({ value: `g${id}`, label: name })),
        },
      ]}
      value={chosen(value)}
      searchable
      allowDeselect={false}
      onChange={(text) => onChange(recipient(text ?? EVERYBODY))}
      error={error ?? (failed ? errorSentence(failed, t) : undefined)}
    />
  );
}

function chosen({ assignee, group }: Recipient): string {
  if (assignee !== null) return `p${assignee}`;
  return group === null ? EVERYBODY : `g${group}`;
}

function recipient(text: string): Recipient {
  const id = Number(text.slice(1));
  if (text.startsWith('p')) return { assignee: id, group: null };
  return { assignee: null, group: text.startsWith('g') ? id : null };
}
