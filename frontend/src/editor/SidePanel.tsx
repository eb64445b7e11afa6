/** Labels, display settings and the list of objects. */

import { DisplaySettings } from './DisplaySettings';
import { LabelList } from './LabelList';
import { ObjectDetails } from './ObjectDetails';
import { ObjectList } from './ObjectList';
import { RejectionNotice } from './RejectionNotice';
import classes from './SidePanel.module.css';

export function SidePanel({ ref }: { ref: React.Ref<HTMLElement> }) {
  return (
    <aside ref={ref} className={classes.panel} aria-label="Labels and objects">
      <RejectionNotice />
      <LabelList />
      <DisplaySettings />
      <ObjectList />
      <ObjectDetails />
    </aside>
  );
}
