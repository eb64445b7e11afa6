import type { T } from '../../i18n/translate';

/** What servers call it that were given no name (STIPPLE_OIDC_NAME). */
const UNNAMED = 'single sign-on';

export function providerName(name: string, t: T): string {
  return name === UNNAMED ? t('signIn.singleSignOn') : name;
}
