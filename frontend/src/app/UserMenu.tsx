import { Avatar, Box, Group, Menu, Text, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconBook2, IconChevronDown, IconCpu, IconLogout, IconUser } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from 'react-router';
import { logOut, useMe } from '../api/session';
import { showError } from '../components/confirm';
import { LanguageSwitch } from '../i18n/LanguageSwitch';
import { useT } from '../i18n/useT';
import { ColorSchemeSwitch } from './ColorSchemeSwitch';

export function UserMenu() {
  const t = useT();
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
        <UnstyledButton data-testid="user-menu">
          <VisuallyHidden>{t('app.yourAccount')}</VisuallyHidden>
          <Group gap="xs" wrap="nowrap">
            <Avatar
              aria-hidden
              size={32}
              radius="xl"
              name={me.name || me.username}
              color={me.color}
              variant="filled"
            />
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
          {t('app.account')}
        </Menu.Item>
        <Menu.Item component={Link} to="/models" leftSection={<IconCpu size={16} />}>
          {t('app.models')}
        </Menu.Item>
        <Menu.Item component="a" href="/api/v1/docs/" leftSection={<IconBook2 size={16} />}>
          {t('app.apiDocs')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t('app.appearance')}</Menu.Label>
        <ColorSchemeSwitch />
        <Menu.Label>{t('app.language')}</Menu.Label>
        <Box m={6}>
          <LanguageSwitch />
        </Box>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void leave()}>
          {t('app.logOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
