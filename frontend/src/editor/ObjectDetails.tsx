/** What is known about the selected object's mask, first of all which model made it. */
import { Button } from '@mantine/core';
import { visibleDocument } from '../store/visibleDocument';
import { useEditor, useEditorState } from './editorContext';
import { areaText, engineText, madeBy, sourceName } from './objectFacts';
import { qualityOf, qualityText } from './quality';
import classes from './SidePanel.module.css';

/** Of one selected object; of several how many there are. */
export function ObjectDetails() {
  const count = useEditorState((state) =>
    state.view.selection === null ? 0 : 1 + state.view.companions.size,
  );
  if (count > 1) {
    return (
      <section className={classes.details} aria-label="Selected objects" data-testid="selected-count">
        <div className={classes.several}>
          <span>{count} objects selected</span>
          <MenuButton />
        </div>
      </section>
    );
  }
  return <OneObject />;
}

function OneObject() {
  const { image } = useEditor();
  const object = useEditorState(({ sync, view }) =>
    view.selection === null ? undefined : visibleDocument(sync).objects.get(view.selection),
  );
  if (object === undefined) return null;
  const quality = qualityOf(object);
  return (
    <section className={classes.details} aria-label="Selected object" data-testid="object-details">
      <dl>
        <dt>Mask</dt>
        <dd title={object.model ? `Digest ${object.model.digest}` : undefined} data-testid="made-by">
          {madeBy(object)}
        </dd>
        {object.model && (
          <>
            <dt>Engine</dt>
            <dd>{engineText(object.model.engine)}</dd>
          </>
        )}
        <dt>From</dt>
        <dd className={classes.several}>
          <span>{sourceName(object.source)}</span>
          <MenuButton />
        </dd>
        <dt>{object.shape === 'box' ? 'Size' : 'Area'}</dt>
        <dd>{areaText(object, image.width * image.height)}</dd>
        {quality?.grade && (
          <>
            <dt>Quality</dt>
            <dd title={quality.detail}>{qualityText(quality)}</dd>
          </>
        )}
      </dl>
    </section>
  );
}

/** The way to the menu for those who do not know its keys. */
function MenuButton() {
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
      Change…
    </Button>
  );
}
