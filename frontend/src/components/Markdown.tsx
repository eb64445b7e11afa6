/** Text with headings, lists, tables and code. HTML in it is shown as text, and pictures by their description. */
import { Anchor, Code, Table, Typography } from '@mantine/core';
import MarkdownToJsx from 'markdown-to-jsx/react';
import type { ComponentProps, ReactNode } from 'react';

export function Markdown({ text }: { text: string }) {
  return (
    <Typography fz="sm">
      <MarkdownToJsx options={OPTIONS}>{text}</MarkdownToJsx>
    </Typography>
  );
}

/** Headings are those below a section's of the page. Pictures would ask other servers who is reading here. */
const OPTIONS = {
  disableParsingRawHTML: true,
  forceBlock: true,
  overrides: {
    h1: { component: heading('h3', 'lg') },
    h2: { component: heading('h4', 'md') },
    h3: { component: heading('h5', 'sm') },
    a: { component: Link },
    img: { component: ({ alt }: { alt?: string }) => <em>{alt}</em> },
    table: { component: ScrollingTable },
    pre: { component: Block },
  },
};

function heading(Level: 'h3' | 'h4' | 'h5', size: 'lg' | 'md' | 'sm') {
  const style = { fontSize: `var(--mantine-font-size-${size})` };
  return ({ children }: { children?: ReactNode }) => <Level style={style}>{children}</Level>;
}

function Link({ href, children }: ComponentProps<'a'>) {
  return (
    <Anchor href={href} target="_blank" rel="noopener noreferrer" inherit>
      {children}
    </Anchor>
  );
}

function ScrollingTable({ children }: { children?: ReactNode }) {
  return (
    <Table.ScrollContainer minWidth={0}>
      <Table fz="sm" withTableBorder>
        {children}
      </Table>
    </Table.ScrollContainer>
  );
}

function Block({ children }: { children?: ReactNode }) {
  return <Code block>{children}</Code>;
}
