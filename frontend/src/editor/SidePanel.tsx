/** Labels, display settings and the list of objects; or the history; or the comments. */

import { useT } from '../i18n/useT';
import { CommentsPanel } from './CommentsPanel';
import { DisplaySettings } from './DisplaySettings';
import { useEditorState } from './editorContext';
import { FlagNotice } from './FlagNotice';
import { HistoryPanel } from './HistoryPanel';
import { ImageMetadata } from './ImageMetadata';
import { ImageTags } from './ImageTags';
import { LabelList } from './LabelList';
import { ObjectDetails } from './ObjectDetails';
import { ObjectList } from './ObjectList';
import { RejectionNotice } from './RejectionNotice';
import classes from './SidePanel.module.css';

export const PANEL_ID = 'panel';

export function SidePanel() {
  const t = useT();
  const panel = useEditorState((state) => state.view.panel);
  return (
    <aside id={PANEL_ID} className={classes.panel} aria-label={t('editor.panel')} tabIndex={-1} data-region>
      <RejectionNotice />
      <FlagNotice />
      <ImageTags />
      <ImageMetadata />
      {panel === 'comments' && <CommentsPanel />}
      {panel === 'history' && (
        <>
          <DisplaySettings />
          <HistoryPanel />
        </>
      )}
      {panel === 'objects' && (
        <>
          <LabelList />
          <DisplaySettings />
          <ObjectList />
          <ObjectDetails />
        </>
      )}
    </aside>
  );
}
