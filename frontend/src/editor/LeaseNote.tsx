/** Who works on the selected object, when that is somebody else, and the key that takes it over. */
import { IconUserEdit } from '@tabler/icons-react';
import { useT } from '../i18n/useT';
import { holderOfSelected } from '../store/leases';
import { CanvasNote } from './CanvasNote';
import { useEditorState } from './editorContext';

export function LeaseNote() {
  const t = useT();
  const holder = useEditorState(holderOfSelected);
  const canWrite = useEditorState((state) => state.link.canWrite);
  return (
    <CanvasNote
      icon={IconUserEdit}
      text={holder === null ? null : t('leases.worksOnIt', { name: holder.name })}
      command="takeOver"
      action={t('leases.takeOver')}
      canAct={canWrite}
      testId="lease-note"
    />
  );
}
