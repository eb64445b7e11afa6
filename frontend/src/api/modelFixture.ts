import type { StoredModel } from './types';

/** An installed model as the server tells it, for tests. */
export function modelFixture(changes: Partial<StoredModel> = {}): StoredModel {
  return {
    id: 1,
    name: 'swin_tiny',
    title: 'DynaMITe Swin-Tiny',
    preset: 'dynamite_swin_tiny',
    digest: 'd29f5a47b233c9461b95d4de9915db748e35ec19dee514b8d43314d5927cd584',
    state: 'ready',
    progress: 1,
    detail: '',
    engines: ['onnx', 'torch'],
    parameters: 48_300_000,
    size_bytes: 193_000_000,
    source: { kind: 'published', url: 'https://weights.test/swin_tiny.pth', file: '', sha256: '' },
    card: '# Swin-Tiny\n\nTurns clicks on a photo into masks.',
    numbers: [],
    speed: { encode_ms: 850, click_ms: 120 },
    is_builtin: false,
    is_enabled: true,
    project_count: 0,
    served_by: ['laptop-1'],
    created: '2026-11-25T20:00:00Z',
    created_by: 1,
    ...changes,
  };
}
