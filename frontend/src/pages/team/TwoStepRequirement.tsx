import { Switch } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { requireMfa, useOrganization } from '../../api/organizations';
import { queryKeys } from '../../api/queryKeys';
import { useMe } from '../../api/session';
import { confirmStep, showError } from '../../components/confirm';
import { ErrorMessage } from '../../components/ErrorMessage';
import { useT } from '../../i18n/useT';

/** The owner's switch: whether the team is closed to members without two-step login. */
export function TwoStepRequirement({ organization: id }: { organization: number }) {
  const t = useT();
  const client = useQueryClient();
  const { data: me } = useMe();
  const organization = useOrganization(id);
  const change = useMutation({
    mutationFn: (isRequired: boolean) => requireMfa(id, isRequired),
    onError: showError,
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.organization(id) }),
  });
  if (organization.error) return <ErrorMessage error={organization.error} />;
  if (!organization.data || !me) return null;
  const { name, requires_mfa: isRequired = false } = organization.data;
  const isLocked = !isRequired && !me.has_mfa;
  const toggle = (wanted: boolean) => {
    if (!wanted) change.mutate(false);
    else {
      confirmStep({
        title: t('signIn.requireTitle', { organization: name }),
        consequence: t('signIn.requireConsequence'),
        action: t('signIn.requireAction'),
        onConfirm: () => change.mutateAsync(true).catch(() => undefined),
      });
    }
  };
  return (
    <Switch
      label={t('signIn.requirement')}
      description={
        isLocked ? t('signIn.requirementFirst') : t('signIn.requirementHint', { organization: name })
      }
      checked={isRequired}
      disabled={isLocked || change.isPending}
      onChange={({ currentTarget: { checked } }) => toggle(checked)}
    />
  );
}
