import { Button, List, Stack, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { T } from '../i18n/translate';
import { useT } from '../i18n/useT';
import { noteName, reasonName } from './codeNames';
import { type ImportSummary, type ProblemPlace, reasonsByCount } from './importSummary';

interface ImportProblemsProps {
  summary: ImportSummary;
  /** Where the whole report is; null once its time is over. */
  report: string | null;
}

/** What was left out by reason, with the first places, and what came in changed. */
export function ImportProblems({ summary, report }: ImportProblemsProps) {
  const t = useT();
  const reasons = reasonsByCount(summary);
  const notes = Object.entries(summary.notes);
  return (
    <Stack gap="xs">
      {reasons.length > 0 && (
        <Text size="sm" fw={600}>
          {t('imports.problems')}
        </Text>
      )}
      {reasons.map(([code, count], index) => (
        <Reason
          key={code}
          name={reasonName(code, t)}
          count={count}
          places={summary.first[code] ?? []}
          isOpen={index === 0}
        />
      ))}
      {notes.length > 0 && (
        <>
          <Text size="sm" fw={600}>
            {t('imports.notes')}
          </Text>
          <List size="sm">
            {notes.map(([code, count]) => (
              <List.Item key={code}>{noteName(code, count, t)}</List.Item>
            ))}
          </List>
        </>
      )}
      {report !== null && (
        <Button
          component="a"
          href={report}
          download
          size="xs"
          variant="default"
          leftSection={<IconDownload size={14} />}
          style={{ alignSelf: 'flex-start' }}
        >
          {t('imports.downloadReport')}
        </Button>
      )}
    </Stack>
  );
}

interface ReasonProps {
  name: string;
  count: number;
  places: readonly ProblemPlace[];
  isOpen: boolean;
}

function Reason({ name, count, places, isOpen }: ReasonProps) {
  const t = useT();
  const more = count - places.length;
  return (
    <details open={isOpen} data-testid="import-reason">
      <Text component="summary" size="sm" style={{ cursor: 'pointer' }}>
        {name} <b>{t.number(count)}</b>
      </Text>
      <Stack gap={6} mt={6} ml="md">
        {places.map((place) => (
          <div key={`${placeName(place, t)} ${place.detail}`}>
            <Text size="xs" fw={500} style={{ overflowWrap: 'anywhere' }}>
              {placeName(place, t)}
            </Text>
            <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
              {place.detail}
            </Text>
          </div>
        ))}
        {more > 0 && (
          <Text size="xs" c="dimmed">
            {t('imports.andMore', { number: more })}
          </Text>
        )}
      </Stack>
    </details>
  );
}

function placeName({ file, line, record, image }: ProblemPlace, t: T): string {
  const where = line === null ? file : t('imports.place', { file, line });
  return [where, record, image].filter((part) => part).join(' · ');
}
