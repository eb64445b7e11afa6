import { describe, expect, it } from 'vitest';
import { english } from '../../i18n/english';
import { fileError, nameError, sha256Error, suggestedName, urlError } from './modelValidation';

describe('nameError', () => {
  it.each(['', 'Swin', '-swin', 'swin tiny', 'a/b', '../x', 'ä', 'a'.repeat(65)])('refuses %j', (name) => {
    expect(nameError(name, [], english)).toBeDefined();
  });

  it('takes what a folder may be called, and no name twice', () => {
    expect(nameError('swin-tiny_2.1', ['swin-tiny'], english)).toBeUndefined();
    expect(nameError('nano', ['nano'], english)).toContain('already');
  });
});

describe('urlError', () => {
  it.each(['', 'weights.pth', 'ftp://host/a.pth', 'file:///etc/passwd', 'javascript:alert(1)'])(
    'refuses %j',
    (url) => {
      expect(urlError(url, english)).toBeDefined();
    },
  );

  it('takes http and https', () => {
    expect(urlError('http://127.0.0.1:8000/a.pth', english)).toBeUndefined();
    expect(urlError('https://weights.test/a.pth?dl=1', english)).toBeUndefined();
  });
});

it('takes a whole SHA-256 or none', () => {
  expect(sha256Error('', english)).toBeUndefined();
  expect(sha256Error('ab'.repeat(32), english)).toBeUndefined();
  expect(sha256Error('ab'.repeat(31), english)).toContain('62');
  expect(sha256Error('xy'.repeat(32), english)).toBeDefined();
});

it('refuses files that hold no weights', () => {
  expect(fileError('model.SAFETENSORS', 10, english)).toBeUndefined();
  expect(fileError('model.onnx', 10, english)).toContain('.safetensors');
  expect(fileError('model.pth', 0, english)).toContain('empty');
});

it.each([
  ['DynaMITe Swin_T.pth', 'dynamite-swin_t'],
  ['https://weights.test/files/model_final_67e945.pkl?dl=1#x', 'model_final_67e945'],
  ['https://weights.test/', ''],
  ['folder.zip', 'folder'],
])('suggests for %j the name %j, which is a valid one or none', (path, name) => {
  expect(suggestedName(path)).toBe(name);
  if (name !== '') expect(nameError(name, [], english)).toBeUndefined();
});
