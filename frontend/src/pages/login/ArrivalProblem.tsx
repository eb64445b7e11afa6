import { Alert } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { useLoginMethods } from '../../api/signIn';
import { useT } from '../../i18n/useT';

const PROBLEMS = [
  'sso-cancelled',
  'sso-stale',
  'sso-failed',
  'sso-unverified',
  'sso-connect-first',
  'sso-inactive',
  'sso-taken',
  'operators-only',
] as const;

/** Why the server has sent the browser back here: `?problem=` of the address. */
export function ArrivalProblem({ search }: { search: string }) {
  const t = useT();
  const { data: methods } = useLoginMethods();
  const code = new URLSearchParams(search).get('problem');
  const problem = PROBLEMS.find((known) => known === code);
  if (!problem) return null;
  return (
    <Alert color="yellow" variant="light" icon={<IconAlertCircle size={18} />} role="alert">
      {problem === 'sso-unverified' && methods?.password === false
        ? t('signIn.verifyFirst')
        : t(`problems.${problem}`)}
    </Alert>
  );
}
