import { type InfiniteData, QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { imageFixture } from './imageFixture';
import { ProjectSocket, parseProjectMessage, replaceImage } from './projectSocket';
import { queryKeys } from './queryKeys';
import type { Image, Page } from './types';

class FakeWebSocket {
  static readonly made: FakeWebSocket[] = [];
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  close = vi.fn();

  constructor(readonly url: string) {
    FakeWebSocket.made.push(this);
  }
}

const last = () => FakeWebSocket.made.at(-1);

describe('ProjectSocket', () => {
  beforeEach(() => {
    FakeWebSocket.made.length = 0;
    vi.useFakeTimers();
    vi.stubGlobal('WebSocket', FakeWebSocket);
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('hands messages on and skips what it does not know', () => {
    const onMessage = vi.fn();
    new ProjectSocket('ws://stipple.test/ws/projects/1/', onMessage);
    last()?.onmessage?.({ data: '{"op":"hello"}' });
    last()?.onmessage?.({ data: '{"op":"weather"}' });
    last()?.onmessage?.({ data: 'not JSON' });
    expect(onMessage.mock.calls).toEqual([[{ op: 'hello' }]]);
  });

  it('connects again after a lost connection', () => {
    new ProjectSocket('ws://stipple.test/ws/projects/1/', vi.fn());
    last()?.onclose?.({ code: 1006 });
    vi.advanceTimersByTime(20_000);
    expect(FakeWebSocket.made).toHaveLength(2);
  });

  it('stays closed without access, and after close()', () => {
    new ProjectSocket('ws://stipple.test/ws/projects/1/', vi.fn());
    last()?.onclose?.({ code: 4404 });
    const socket = new ProjectSocket('ws://stipple.test/ws/projects/2/', vi.fn());
    socket.close();
    last()?.onclose?.({ code: 1006 });
    vi.advanceTimersByTime(60_000);
    expect(FakeWebSocket.made).toHaveLength(2);
  });
});

describe('parseProjectMessage', () => {
  it('reads images and jobs', () => {
    const image = imageFixture();
    expect(parseProjectMessage(JSON.stringify({ op: 'image', image }))).toEqual({ op: 'image', image });
    expect(parseProjectMessage('{"op":"job"}')).toBeNull();
    expect(parseProjectMessage('null')).toBeNull();
  });
});

describe('replaceImage', () => {
  const pageOf = (...results: Image[]): InfiniteData<Page<Image>> => ({
    pages: [{ next: null, previous: null, results }],
    pageParams: [undefined],
  });

  it('puts the news into every list that shows the image', () => {
    const client = new QueryClient();
    const key = queryKeys.imageList(1, { ordering: 'name' });
    client.setQueryData(key, pageOf(imageFixture(), imageFixture({ id: 'other' })));
    expect(replaceImage(client, 1, imageFixture({ status: 'ready' }))).toBe(true);
    const data = client.getQueryData<InfiniteData<Page<Image>>>(key);
    expect(data?.pages[0]?.results.map((image) => image.status)).toEqual(['ready', 'processing']);
  });

  it('says when no list has the image', () => {
    const client = new QueryClient();
    client.setQueryData(queryKeys.imageList(1, {}), pageOf());
    expect(replaceImage(client, 1, imageFixture())).toBe(false);
  });
});
