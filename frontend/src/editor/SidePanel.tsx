/** Labels, display settings and the list of objects. */

import { useT } from '../i18n/useT';
import { DisplaySettings } from './DisplaySettings';
import { LabelList } from './LabelList';
import { ObjectDetails } from './ObjectDetails';
import { ObjectList } from './ObjectList';
import { RejectionNotice } from './RejectionNotice';
import classes from './SidePanel.module.css';

export function SidePanel({ ref }: { ref: React.Ref<HTMLElement> }) {
  const t = useT();
  return (
    <aside ref={ref} className={classes.panel} aria-label={t('editor.panel')}>
      <RejectionNotice />
      <LabelList />
      <DisplaySettings />
      <ObjectList />
      <ObjectDetails />
    </aside>
  );
}
