import { describe, expect, it } from 'vitest';
import { de } from '../i18n/de';
import { english } from '../i18n/english';
import { createT } from '../i18n/translate';
import { ApiError, errorSentence, offlineError, problemSentence, problemToError } from './errors';

describe('problemToError', () => {
  it('takes code, sentence and the first message of each field', () => {
    const error = problemToError(400, {
      code: 'invalid',
      detail: 'Check the fields.',
      errors: { name: ['A project has this name already.', 'second'], color: [] },
    });
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ status: 400, code: 'invalid', detail: 'Check the fields.' });
    expect(error.fields).toEqual({ name: 'A project has this name already.' });
  });

  it('speaks plainly when the answer is no problem document', () => {
    expect(problemToError(502, '<html>Bad gateway</html>')).toMatchObject({ code: 'server-error' });
    expect(problemToError(404, undefined).detail).toMatch(/no access/);
    expect(problemToError(418, []).detail).toBe('The server refused this (418).');
  });

  it('falls back to a field when there is no sentence', () => {
    expect(problemToError(400, { errors: { name: 'Too long.' } }).detail).toBe('Too long.');
  });

  it('reads Retry-After in seconds and ignores nonsense', () => {
    expect(problemToError(429, {}, '30').retryAfterS).toBe(30);
    expect(problemToError(429, {}, 'soon').retryAfterS).toBeNull();
    expect(problemToError(429, {}, null).retryAfterS).toBeNull();
  });
});

describe('errorSentence', () => {
  it('prefers what the server says about the whole form', () => {
    const error = new ApiError(400, 'invalid', 'Check the fields.', {
      non_field_errors: 'The link is used up.',
    });
    expect(errorSentence(error, english)).toBe('The link is used up.');
  });

  it('has a sentence for anything', () => {
    expect(errorSentence(offlineError(), english)).toMatch(/cannot be reached/);
    expect(errorSentence('?', english)).toMatch(/Try again/);
  });
});

describe('problemSentence', () => {
  const german = createT('de', de);

  it('speaks the language of the reader where it knows the code', () => {
    expect(errorSentence(offlineError(), german)).toMatch(/Server ist nicht erreichbar/);
    expect(errorSentence(problemToError(404, undefined), german)).toMatch(/kein Zugriff|keinen Zugriff/);
    expect(errorSentence(problemToError(418, undefined), german)).toMatch(/abgelehnt \(418\)/);
  });

  it("keeps the server's sentence in English, and where the code says too little", () => {
    const locked = { code: 'object-locked', detail: 'Object 7 is locked by Bob.' };
    expect(problemSentence(locked, english)).toBe(locked.detail);
    const invalid = { code: 'invalid', detail: 'A hot key is one digit.' };
    expect(problemSentence(invalid, german)).toBe(invalid.detail);
    expect(problemSentence({ code: 'toString', detail: 'Odd.' }, german)).toBe('Odd.');
  });
});
