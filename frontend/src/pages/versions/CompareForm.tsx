import { Button, Group, Select } from '@mantine/core';
import { IconGitCompare } from '@tabler/icons-react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { Version } from '../../api/types';
import { useT } from '../../i18n/useT';
import { differenceAddress } from './addresses';

/** Choose two versions, the earlier one first; `versions` has two at least, the latest first. */
export function CompareForm({ project, versions }: { project: number; versions: Version[] }) {
  const t = useT();
  const navigate = useNavigate();
  const [before, setBefore] = useState<string | null>(null);
  const [after, setAfter] = useState<string | null>(null);
  const data = versions.map(({ id, name, number }) => ({
    value: String(id),
    label: `${t.number(number)} · ${name}`,
  }));
  const from = before ?? data[1]?.value ?? null;
  const to = after ?? data[0]?.value ?? null;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (from && to) void navigate(differenceAddress(project, Number(from), Number(to)));
      }}
    >
      <Group align="flex-end">
        <Select
          label={t('versions.from')}
          data={data}
          value={from}
          onChange={setBefore}
          allowDeselect={false}
        />
        <Select label={t('versions.to')} data={data} value={to} onChange={setAfter} allowDeselect={false} />
        <Button type="submit" leftSection={<IconGitCompare size={16} />} disabled={from === to}>
          {t('versions.compare')}
        </Button>
      </Group>
    </form>
  );
}
