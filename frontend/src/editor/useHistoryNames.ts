/** What the history calls labels and objects. */
import { useMemo } from 'react';
import { useT } from '../i18n/useT';
import { visibleDocument } from '../store/visibleDocument';
import { useEditor, useEditorState } from './editorContext';
import type { Names } from './historyWords';

export function useHistoryNames(): Names {
  const t = useT();
  const { labels } = useEditor();
  const objects = useEditorState((state) => visibleDocument(state.sync).objects);
  return useMemo(() => {
    const named = new Map(labels.map(({ id, name }) => [id, name]));
    const nameOf = (label: number | null) => (label === null ? undefined : named.get(label));
    const numbers = new Map([...objects.keys()].map((id, place) => [id, place + 1]));
    return {
      label: nameOf,
      object: (id) => {
        const object = objects.get(id);
        if (object === undefined) return undefined;
        return `${nameOf(object.label) ?? t('editor.noLabel')} ${t.number(numbers.get(id) ?? 0)}`;
      },
    };
  }, [labels, objects, t]);
}
