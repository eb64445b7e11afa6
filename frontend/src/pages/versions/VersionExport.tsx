import { Button, Group, Select, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useJobs } from '../../api/jobs';
import { queryKeys } from '../../api/queryKeys';
import type { ExportFormat, Version } from '../../api/types';
import { exportVersion } from '../../api/versions';
import { ErrorMessage } from '../../components/ErrorMessage';
import { useT } from '../../i18n/useT';
import { FORMATS } from '../project/ExportDialog';
import { ExportJob } from '../project/ExportJob';

const SHOWN = 5;

/** Export a version in one of the formats; its last exports with their downloads. */
export function VersionExport({ version, project }: { version: Version; project: number }) {
  const t = useT();
  const client = useQueryClient();
  const [format, setFormat] = useState<ExportFormat>('coco');
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
          data={FORMATS.map(({ value, name }) => ({ value, label: t(name) }))}
          value={format}
          onChange={(chosen) => chosen && setFormat(chosen as ExportFormat)}
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
