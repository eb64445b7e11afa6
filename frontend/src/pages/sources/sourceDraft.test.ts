import { describe, expect, it } from 'vitest';
import { credentialsOf, folderAbove, folderInside, NO_CREDENTIALS, NO_PLACE, placeOf } from './sourceDraft';

describe('what the server is sent of a new source', () => {
  it('is a folder once its root is chosen', () => {
    expect(placeOf(NO_PLACE)).toBeNull();
    expect(placeOf({ ...NO_PLACE, root: '/photos', path: 'a/b' })).toEqual({ root: '/photos', path: 'a/b' });
  });

  it('is of a bucket only what its kind knows', () => {
    const draft = { ...NO_PLACE, root: '/photos', bucket: ' lab ', prefix: 'day 1/', region: 'eu-central-1' };
    expect(placeOf({ ...draft, kind: 'gcs' })).toEqual({ bucket: 'lab', prefix: 'day 1/' });
    expect(placeOf({ ...draft, kind: 's3' })).toEqual({
      bucket: 'lab',
      prefix: 'day 1/',
      region: 'eu-central-1',
      endpoint: '',
    });
    expect(placeOf({ ...draft, kind: 'azure' })).toBeNull();
    expect(placeOf({ ...draft, kind: 'azure', account: 'lab' })).toEqual({
      bucket: 'lab',
      prefix: 'day 1/',
      account: 'lab',
    });
  });

  it('holds no credentials of another kind, and none that are empty', () => {
    const draft = { ...NO_CREDENTIALS, accessKey: 'a', secretKey: 'b', sasToken: 'c' };
    expect(credentialsOf('s3', draft)).toEqual({ access_key: 'a', secret_key: 'b' });
    expect(credentialsOf('azure', draft)).toEqual({ sas_token: 'c' });
    expect(credentialsOf('folder', draft)).toEqual({});
  });
});

it('walks through folders', () => {
  expect(folderInside('', 'a')).toBe('a');
  expect(folderInside('a', 'b')).toBe('a/b');
  expect(folderAbove('a/b')).toBe('a');
  expect(folderAbove('a')).toBe('');
});
