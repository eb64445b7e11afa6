/** Sends what was left behind on images without a connection, from every page that needs an account. */
import { useEffect } from 'react';
import { useMatch } from 'react-router';
import { sendLeftovers } from '../protocol/leftovers';
import { imageSocketUrl } from '../protocol/socketUrl';

export function useLeftovers(userId: number | undefined): void {
  const openImage = useMatch('/images/:id')?.params.id ?? null;
  useEffect(() => {
    if (userId === undefined) return;
    return sendLeftovers({ storage: window.localStorage, userId, openImage, urlOf: imageSocketUrl });
  }, [userId, openImage]);
}
