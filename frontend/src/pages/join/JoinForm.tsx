import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { acceptOffer } from '../../api/invitations';
import type { Offer } from '../../api/types';
import { ErrorMessage } from '../../components/ErrorMessage';
import { fieldError, formError } from '../../components/fieldErrors';
import { useT } from '../../i18n/useT';
import { useEnter } from './useEnter';

const FIELDS = ['username', 'name', 'email', 'password'] as const;

/** A new account for somebody who was invited; a letter's address is that of the account. */
export function JoinForm({ code, offer }: { code: string; offer: Offer }) {
  const t = useT();
  const enter = useEnter();
  const [person, setPerson] = useState({ username: '', name: '', email: offer.email, password: '' });
  const join = useMutation({
    mutationFn: () => acceptOffer(code, { ...person, username: person.username.trim() }),
    onSuccess: enter,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    join.mutate();
  };
  const field = (name: (typeof FIELDS)[number]) => ({
    name,
    value: person[name],
    onChange: (event: { currentTarget: { value: string } }) =>
      setPerson({ ...person, [name]: event.currentTarget.value }),
    error: fieldError(join.error, name),
    withAsterisk: false,
  });
  return (
    <form onSubmit={submit}>
      <Stack>
        <ErrorMessage error={formError(join.error, FIELDS)} />
        <TextInput
          label={t('join.username')}
          description={t('join.usernameHint')}
          autoComplete="username"
          maxLength={150}
          required
          autoFocus
          {...field('username')}
        />
        <TextInput
          label={t('join.name')}
          description={t('join.nameHint')}
          autoComplete="name"
          maxLength={150}
          {...field('name')}
        />
        <TextInput
          label={t('login.email')}
          type="email"
          autoComplete="email"
          readOnly={offer.email !== ''}
          description={offer.email === '' ? t('join.emailHint') : t('join.emailOfLetter')}
          required
          {...field('email')}
        />
        <PasswordInput
          label={t('login.password')}
          description={t('login.newPasswordHint')}
          autoComplete="new-password"
          required
          {...field('password')}
        />
        <Button type="submit" loading={join.isPending} fullWidth>
          {t('join.create')}
        </Button>
      </Stack>
    </form>
  );
}
