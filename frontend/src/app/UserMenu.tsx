import {
  Avatar,
  Box,
  Divider,
  Group,
  NavLink,
  Popover,
  Text,
  UnstyledButton,
  VisuallyHidden,
} from '@mantine/core';
import {
  IconBook2,
  IconChartBar,
  IconChevronDown,
  IconCpu,
  IconLogout,
  IconUser,
  IconUsersGroup,
} from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { logOut, useMe } from '../api/session';
import { showError } from '../components/confirm';
import { LEAVING } from '../components/UnsavedGuard';
import { LanguageSwitch } from '../i18n/LanguageSwitch';
import { useT } from '../i18n/useT';
import { ColorSchemeSwitch } from './ColorSchemeSwitch';
import classes from './UserMenu.module.css';

/** No menu in the sense of screen readers: it holds a choice and a list besides links. */
export function UserMenu() {
  const t = useT();
  const { data: me } = useMe();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [isOpen, setOpen] = useState(false);
  const close = (): void => setOpen(false);
  if (!me) return null;

  const leave = async () => {
    try {
      await logOut();
      await navigate('/login', { state: LEAVING });
      client.clear();
    } catch (error) {
      showError(error);
    }
  };

  return (
    <Popover
      position="bottom-end"
      width={240}
      shadow="md"
      trapFocus
      returnFocus
      opened={isOpen}
      onChange={setOpen}
    >
      <Popover.Target>
        <UnstyledButton onClick={() => setOpen(!isOpen)} data-testid="user-menu">
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
      </Popover.Target>
      <Popover.Dropdown p={4} aria-label={t('app.yourAccount')}>
        <Heading>{me.email || me.username}</Heading>
        <NavLink
          component={Link}
          to="/account"
          className={classes.item ?? ''}
          leftSection={<IconUser size={16} />}
          label={t('app.account')}
          onClick={close}
        />
        <NavLink
          component={Link}
          to="/team"
          className={classes.item ?? ''}
          leftSection={<IconUsersGroup size={16} />}
          label={t('app.team')}
          onClick={close}
        />
        <NavLink
          component={Link}
          to="/account/work"
          className={classes.item ?? ''}
          leftSection={<IconChartBar size={16} />}
          label={t('quality.myWork')}
          onClick={close}
        />
        <NavLink
          component={Link}
          to="/models"
          className={classes.item ?? ''}
          leftSection={<IconCpu size={16} />}
          label={t('app.models')}
          onClick={close}
        />
        <NavLink
          href="/api/v1/docs/"
          className={classes.item ?? ''}
          leftSection={<IconBook2 size={16} />}
          label={t('app.apiDocs')}
        />
        <Divider my={4} />
        <Heading>{t('app.appearance')}</Heading>
        <ColorSchemeSwitch />
        <Heading>{t('app.language')}</Heading>
        <Box m={6}>
          <LanguageSwitch />
        </Box>
        <Divider my={4} />
        <NavLink
          component="button"
          className={classes.item ?? ''}
          leftSection={<IconLogout size={16} />}
          label={t('app.logOut')}
          onClick={() => void leave()}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

function Heading({ children }: { children: ReactNode }) {
  return (
    <Text size="xs" c="dimmed" px={10} py={4} truncate>
      {children}
    </Text>
  );
}
