import type { Uuid } from './messages';

export function imageSocketUrl(image: Uuid): string {
  const scheme = window.location.protocol === 'https:' ? 'wss' : 'ws';
  return `${scheme}://${window.location.host}/ws/images/${image}/`;
}
