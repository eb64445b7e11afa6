// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Markdown } from './Markdown';

function show(text: string) {
  const { container } = render(
    <MantineProvider env="test">
      <Markdown text={text} />
    </MantineProvider>,
  );
  return container;
}

beforeEach(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener() {}, removeEventListener() {} }));
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it('shows headings, lists, tables and code', () => {
  show(
    '# Title\n\n- one\n- two\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n\n```\nmake run\n```\n\nText with `code`.',
  );
  expect(screen.getByRole('heading', { level: 3 }).textContent).toBe('Title');
  expect(screen.getAllByRole('listitem')).toHaveLength(2);
  expect(screen.getAllByRole('columnheader').map((cell) => cell.textContent)).toEqual(['a', 'b']);
  expect(screen.getByText('make run').closest('pre')).not.toBeNull();
});

it('runs nothing that a card brings along', () => {
  const container = show(
    '<script>alert(1)</script>\n\n<img src=x onerror="alert(1)">\n\n[a](javascript:alert(1)) <iframe src="https://x.test"></iframe>\n\n![a chart](https://tracker.test/a.png)\n\n[b](data:text/html,x)',
  );
  expect(container.querySelector('script, img, iframe, [onerror]')).toBeNull();
  for (const link of container.querySelectorAll('a')) {
    expect(link.getAttribute('href') ?? '').not.toMatch(/^\s*(javascript|data|vbscript):/i);
  }
  expect(container.textContent).toContain('a chart');
});

it('opens links of a card without telling where they were clicked', () => {
  show('[paper](https://arxiv.test/abs/1)');
  const link = screen.getByRole('link', { name: 'paper' });
  expect(link.getAttribute('href')).toBe('https://arxiv.test/abs/1');
  expect(link.getAttribute('rel')).toBe('noopener noreferrer');
});
