import type { T } from '../../i18n/translate';

/** How many projects use a model: "2 projects", "No project". */
export function projectsText(count: number, t: T): string {
  return count === 0 ? t('models.noProject') : t('common.projects', { count });
}
