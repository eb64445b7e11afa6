import { useEffect, useRef } from 'react';
import { peekMe } from '../api/session';
import type { Me } from '../api/types';

/** While `isWaiting`, look whenever this tab is shown again whether a login in another one has succeeded. */
export function useLoggedInElsewhere(isWaiting: boolean, onLogin: (me: Me) => void): void {
  const latest = useRef(onLogin);
  latest.current = onLogin;
  useEffect(() => {
    if (!isWaiting) return undefined;
    let isOver = false;
    const look = async () => {
      const me = document.hidden ? null : await peekMe();
      if (me && !isOver) latest.current(me);
    };
    const onShown = () => void look();
    window.addEventListener('focus', onShown);
    document.addEventListener('visibilitychange', onShown);
    return () => {
      isOver = true;
      window.removeEventListener('focus', onShown);
      document.removeEventListener('visibilitychange', onShown);
    };
  }, [isWaiting]);
}
