/** The viewport follows the size of the canvas element. */
import { type RefObject, useLayoutEffect } from 'react';
import { createViewport, resize } from '../canvas/viewport';
import { useEditor } from './editorContext';

export function useMeasuredViewport(ref: RefObject<HTMLElement | null>): void {
  const { viewport, image } = useEditor();
  const { width, height } = image;
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const measure = (): void => {
      const screen = { width: element.clientWidth, height: element.clientHeight };
      if (screen.width === 0 || screen.height === 0) return;
      viewport.update((value) =>
        value === null ? createViewport({ width, height }, screen) : resize(value, screen),
      );
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref, viewport, width, height]);
}
