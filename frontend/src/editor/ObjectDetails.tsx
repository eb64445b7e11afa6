/** What is known about the selected object's mask, first of all which model made it. */
import { Button } from '@mantine/core';
import { useT } from '../i18n/useT';
import { visibleDocument } from '../store/visibleDocument';
import { AttributeForm } from './AttributeForm';
import { useEditor, useEditorState } from './editorContext';
import { areaText, engineText, madeBy, sourceName } from './objectFacts';
import { qualityOf, qualityText } from './quality';
import classes from './SidePanel.module.css';

/** Of one selected object; of several how many there are. */
export function ObjectDetails() {
  const t = useT();
  const count = useEditorState((state) =>
    state.view.selection === null ? 0 : 1 + state.view.companions.size,
  );
  if (count > 1) {
    return (
      <section
        className={classes.details}
        aria-label={t('editor.selectedObjects')}
        data-testid="selected-count"
      >
        <div className={classes.several}>
          <span>{t('editor.countSelected', { count })}</span>
          <MenuButton />
        </div>
      </section>
    );
  }
  return <OneObject />;
}

function OneObject() {
  const t = useT();
  const { image } = useEditor();
  const object = useEditorState(({ sync, view }) =>
    view.selection === null ? undefined : visibleDocument(sync).objects.get(view.selection),
  );
  if (object === undefined) return null;
  const quality = qualityOf(object, t);
  return (
    <section className={classes.details} aria-label={t('editor.selectedObject')} data-testid="object-details">
      <AttributeForm object={object} />
      <dl>
        <dt>{t('editor.mask')}</dt>
        <dd
          title={object.model ? t('editor.digest', { digest: object.model.digest }) : undefined}
          data-testid="made-by"
        >
          {madeBy(object, t)}
        </dd>
        {object.model && (
          <>
            <dt>{t('editor.engine')}</dt>
            <dd>{engineText(object.model.engine, t)}</dd>
          </>
        )}
        <dt>{t('editor.from')}</dt>
        <dd className={classes.several}>
          <span>{sourceName(object.source, t)}</span>
          <MenuButton />
        </dd>
        <dt>{t('editor.area')}</dt>
        <dd>{areaText(object.area, image.width * image.height, t)}</dd>
        {quality?.grade && (
          <>
            <dt>{t('editor.quality')}</dt>
            <dd title={quality.detail}>{qualityText(quality, t)}</dd>
          </>
        )}
      </dl>
    </section>
  );
}

/** The way to the menu for those who do not know its keys. */
function MenuButton() {
  const t = useT();
  const { commands } = useEditor();
  const canWrite = useEditorState((state) => state.link.canWrite);
  if (!canWrite) return null;
  return (
    <Button
      size="compact-xs"
      variant="default"
      onClick={commands.showObjectMenu}
      data-testid="open-object-menu"
    >
      {t('editor.change')}
    </Button>
  );
}
