import { Avatar, Badge, Group, Text } from '@mantine/core';
import { useT } from '../../i18n/useT';

interface PersonNameProps {
  person: { username: string; name: string };
  isMe?: boolean;
  isOff?: boolean;
}

/** Who a row of a table is about. */
export function PersonName({ person, isMe = false, isOff = false }: PersonNameProps) {
  const t = useT();
  const name = person.name || person.username;
  return (
    <Group gap="sm" wrap="nowrap">
      <Avatar aria-hidden size={28} radius="xl" name={name} color="initials" />
      <div>
        <Group gap={6} wrap="nowrap">
          <Text size="sm" fw={500}>
            {isMe ? t('settings.you', { name }) : name}
          </Text>
          {isOff && (
            <Badge size="xs" color="gray" variant="light" tt="none">
              {t('team.switchedOff')}
            </Badge>
          )}
        </Group>
        <Text size="xs" c="dimmed">
          {person.username}
        </Text>
      </div>
    </Group>
  );
}
