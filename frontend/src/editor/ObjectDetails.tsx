/** What is known about the selected object's mask, first of all which model made it. */
import { visibleDocument } from '../store/visibleDocument';
import { useEditor, useEditorState } from './editorContext';
import { areaText, engineText, madeBy, sourceName } from './objectFacts';
import { qualityOf, qualityText } from './quality';
import classes from './SidePanel.module.css';

export function ObjectDetails() {
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
        <dd>{sourceName(object.source)}</dd>
        <dt>Area</dt>
        <dd>{areaText(object.area, image.width * image.height)}</dd>
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
