import { Checkbox, Fieldset, Group, Paper, SimpleGrid, Stack, Text } from '@mantine/core';
import type { WebhookEvent } from '../api/types';
import { useT } from '../i18n/useT';
import { eventGroups, withChosen } from './eventGroups';

interface EventChoiceProps {
  isTeam: boolean;
  chosen: readonly WebhookEvent[];
  error?: string | undefined;
  onChange: (chosen: WebhookEvent[]) => void;
}

/** Which events a webhook is told: group by group, each with what it means. */
export function EventChoice({ isTeam, chosen, error, onChange }: EventChoiceProps) {
  const t = useT();
  return (
    <Fieldset variant="unstyled" legend={t('webhooks.events')}>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs">
        {eventGroups(isTeam).map(({ name, events }) => {
          const count = events.filter((event) => chosen.includes(event)).length;
          return (
            <Paper key={name} withBorder p="sm">
              <Stack gap={8}>
                <Group justify="space-between">
                  <Checkbox
                    fw={600}
                    label={t(`webhooks.${name}`)}
                    checked={count === events.length}
                    indeterminate={count > 0 && count < events.length}
                    onChange={(event) => onChange(withChosen(chosen, events, event.currentTarget.checked))}
                  />
                </Group>
                {events.map((event) => (
                  <Checkbox
                    key={event}
                    ml="lg"
                    size="xs"
                    label={t(`webhookEvents.${event}`)}
                    checked={chosen.includes(event)}
                    onChange={({ currentTarget }) =>
                      onChange(withChosen(chosen, [event], currentTarget.checked))
                    }
                  />
                ))}
              </Stack>
            </Paper>
          );
        })}
      </SimpleGrid>
      {error && (
        <Text size="xs" c="red" mt={6}>
          {error}
        </Text>
      )}
    </Fieldset>
  );
}
