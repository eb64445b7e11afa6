/** Reading typed fields out of unknown JSON. Every function throws ProtocolError with the path of the bad field. */
import type { Rle } from './rle';

export class ProtocolError extends Error {
  override name = 'ProtocolError';
}

export type Json = Readonly<Record<string, unknown>>;
type Reader<T> = (value: unknown, path: string) => T;

export function record(value: unknown, path: string): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw wrong(path, 'an object', value);
  return value as Json;
}

export function text(value: unknown, path: string): string {
  if (typeof value !== 'string') throw wrong(path, 'a string', value);
  return value;
}

export function number(value: unknown, path: string): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw wrong(path, 'a finite number', value);
  return value;
}

export function count(value: unknown, path: string): number {
  const found = number(value, path);
  if (!Number.isInteger(found) || found < 0) throw wrong(path, 'a whole number from 0', value);
  return found;
}

export function flag(value: unknown, path: string): boolean {
  if (typeof value !== 'boolean') throw wrong(path, 'true or false', value);
  return value;
}

const UUID = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i;

export function uuid(value: unknown, path: string): string {
  if (typeof value !== 'string' || !UUID.test(value)) throw wrong(path, 'a UUID', value);
  return value;
}

export function oneOf<T extends string>(allowed: readonly T[]): Reader<T> {
  return (value, path) => {
    if (!allowed.includes(value as T)) throw wrong(path, `one of ${allowed.join(', ')}`, value);
    return value as T;
  };
}

export function listOf<T>(read: Reader<T>): Reader<T[]> {
  return (value, path) => {
    if (!Array.isArray(value)) throw wrong(path, 'a list', value);
    return value.map((item, index) => read(item, `${path}[${index}]`));
  };
}

export function oneOrMore<T>(read: Reader<T>): Reader<T | T[]> {
  return (value, path) => (Array.isArray(value) ? listOf(read)(value, path) : read(value, path));
}

export function nullable<T>(read: Reader<T>): Reader<T | null> {
  return (value, path) => (value === null || value === undefined ? null : read(value, path));
}

export function numbers<N extends number>(length: N): Reader<readonly number[]> {
  return (value, path) => {
    const found = listOf(number)(value, path);
    if (found.length !== length) throw wrong(path, `${length} numbers`, value);
    return found;
  };
}

export function rle(value: unknown, path: string): Rle {
  const found = record(value, path);
  const [height, width] = numbers(2)(found.size, `${path}.size`);
  return { size: [height as number, width as number], counts: text(found.counts, `${path}.counts`) };
}

/** The keys of `object` that are present, read one by one; absent ones stay absent. */
export function present<T extends object>(
  object: Json,
  path: string,
  readers: { [K in keyof T]: Reader<T[K]> },
): Partial<T> {
  const found: Partial<T> = {};
  for (const key of Object.keys(readers) as (keyof T & string)[]) {
    if (object[key] !== undefined) found[key] = readers[key](object[key], `${path}.${key}`);
  }
  return found;
}

function wrong(path: string, expected: string, value: unknown): ProtocolError {
  const shown = JSON.stringify(value) ?? 'nothing';
  return new ProtocolError(`${path} is ${shown.slice(0, 60)}, expected ${expected}`);
}
