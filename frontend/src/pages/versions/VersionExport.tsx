import { Button, Group, Select, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useJobs } from '../../api/jobs';
import { queryKeys } from '../../api/queryKeys';
import type { Version } from '../../api/types';
import { exportVersion } from '../../api/versions';
import { ErrorMessage } from '../../components/ErrorMessage';
import { type Format, formatName, WRITTEN } from '../../formats/formatNames';
import { useT } from '../../i18n/useT';
import { ExportJob } from '../project/ExportJob';

const SHOWN = 5;

/** Export a version in one of the formats; its last exports with their downloads. */
export function VersionExport({ version, project }: { version: Version; project: number }) {
  const t = useT();
  const client = useQueryClient();
  const [format, setFormat] = useState<Format>('coco');
  const jobs = useJobs(project, true);
  const start = useMutation({
    mutationFn: () => exportVersion(version.id, format),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.jobs(project) }),
  });
  const shown = jobs.data
    ?.filter((job) => job.kind === 'export' && job.params.version === version.id && job.state !== 'cancelled')
    .slice(0, SHOWN);
  return (
    <Stack>
      <ErrorMessage error={start.error} />
      <Group align="flex-end">
        <Select
          label={t('project.format')}
          data={WRITTEN.map((written) => ({ value: written, label: formatName(written, t) }))}
          value={format}
          onChange={(chosen) => chosen && setFormat(chosen)}
          allowDeselect={false}
        />
        <Button onClick={() => start.mutate()} loading={start.isPending}>
          {t('project.startExport')}
        </Button>
      </Group>
      {shown?.map((job) => (
        <ExportJob key={job.id} id={job.id} initial={job} />
      ))}
    </Stack>
  );
}
