/** Asks before a page is left on which something was changed and not saved. */
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useId, useRef } from 'react';
import { useBlocker } from 'react-router';
import { useT } from '../i18n/useT';

/** The state of a navigation that nothing holds back: what was changed is gone already. */
export const LEAVING = { leaves: true };

type Report = (part: string, isChanged: boolean) => void;

const ReportContext = createContext<Report>(() => undefined);

/** What a part of the guarded page says of itself. Without a guard around it nobody asks. */
export function useUnsaved(isChanged: boolean): void {
  const report = useContext(ReportContext);
  const part = useId();
  useEffect(() => {
    report(part, isChanged);
    return () => report(part, false);
  }, [report, part, isChanged]);
}

export function UnsavedGuard({ children }: { children: ReactNode }) {
  const t = useT();
  const changed = useRef(new Set<string>());
  const report = useCallback<Report>((part, isChanged) => {
    if (isChanged) changed.current.add(part);
    else changed.current.delete(part);
  }, []);
  const blocker = useBlocker(
    ({ currentLocation: here, nextLocation: there }) =>
      changed.current.size > 0 && here.pathname !== there.pathname && there.state?.leaves !== true,
  );
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent): void => {
      if (changed.current.size > 0) event.preventDefault();
    };
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, []);
  return (
    <ReportContext value={report}>
      {children}
      <Modal
        opened={blocker.state === 'blocked'}
        onClose={() => blocker.reset?.()}
        title={t('common.unsavedTitle')}
        centered
      >
        <Stack>
          <Text size="sm">{t('common.unsaved')}</Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={() => blocker.reset?.()} data-autofocus>
              {t('common.stay')}
            </Button>
            <Button color="red" onClick={() => blocker.proceed?.()}>
              {t('common.leave')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </ReportContext>
  );
}
