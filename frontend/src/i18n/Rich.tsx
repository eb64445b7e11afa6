import { createElement, Fragment, type ReactNode } from 'react';
import type { MessageKey, PlaceholderOf } from './catalogue';
import { useT } from './useT';

interface RichProps<K extends MessageKey> {
  /** A message without plural forms. */
  text: K;
  values: Readonly<Record<PlaceholderOf<K>, ReactNode>>;
}

/** A message whose placeholders are more than text: a link, bold words, a key. */
export function Rich<K extends MessageKey>({ text, values }: RichProps<K>) {
  const nodes: Readonly<Record<string, ReactNode>> = values;
  // Every second piece is the name of a placeholder.
  const pieces = useT()
    .pieces(text)
    .map((piece, index) => (index % 2 === 0 ? piece : nodes[piece]));
  return createElement(Fragment, null, ...pieces);
}
