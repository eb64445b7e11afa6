import { Avatar, Group, Menu, Text, UnstyledButton } from '@mantine/core';
import { IconBook2, IconChevronDown, IconCpu, IconLogout, IconUser } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from 'react-router';
import { logOut, useMe } from '../api/session';
import { showError } from '../components/confirm';
import { ColorSchemeSwitch } from './ColorSchemeSwitch';

export function UserMenu() {
  const { data: me } = useMe();
  const client = useQueryClient();
  const navigate = useNavigate();
  if (!me) return null;

  const leave = async () => {
    try {
      await logOut();
      await navigate('/login');
      client.clear();
    } catch (error) {
      showError(error);
    }
  };

  return (
    <Menu position="bottom-end" width={240} shadow="md">
      <Menu.Target>
        <UnstyledButton aria-label="Your account" data-testid="user-menu">
          <Group gap="xs" wrap="nowrap">
            <Avatar size={32} radius="xl" name={me.name || me.username} color={me.color} variant="filled" />
            <Text size="sm" visibleFrom="sm">
              {me.name || me.username}
            </Text>
            <IconChevronDown size={14} />
          </Group>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{me.email || me.username}</Menu.Label>
        <Menu.Item component={Link} to="/account" leftSection={<IconUser size={16} />}>
          Account
        </Menu.Item>
        <Menu.Item component={Link} to="/models" leftSection={<IconCpu size={16} />}>
          Models
        </Menu.Item>
        <Menu.Item component="a" href="/api/v1/docs/" leftSection={<IconBook2 size={16} />}>
          API documentation
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>Appearance</Menu.Label>
        <ColorSchemeSwitch />
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void leave()}>
          Log out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
