import { Alert } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { useLoginMethods } from '../../api/signIn';
import type { PlainKey } from '../../i18n/catalogue';
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

/** What is said otherwise where only superusers have passwords. */
const WITHOUT_PASSWORDS: Partial<Record<(typeof PROBLEMS)[number], PlainKey>> = {
  'sso-unverified': 'signIn.verifyFirst',
  'sso-connect-first': 'signIn.connectAsBefore',
};

/** Why the server has sent the browser back here: `?problem=` of the address. */
export function ArrivalProblem({ search }: { search: string }) {
  const t = useT();
  const { data: methods } = useLoginMethods();
  const code = new URLSearchParams(search).get('problem');
  const problem = PROBLEMS.find((known) => known === code);
  if (!problem) return null;
  return (
    <Alert color="yellow" variant="light" icon={<IconAlertCircle size={18} />} role="alert">
      {t((methods?.password === false && WITHOUT_PASSWORDS[problem]) || `problems.${problem}`)}
    </Alert>
  );
}
