/** Setting the image aside: with a reason that others see, and on to the next one where wanted. */
import { Button, Group, Modal, Radio, Stack, Text, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type FormEvent, useState } from 'react';
import { clearFlag, flagImage, useMarking } from '../api/imageMarks';
import type { PlainKey } from '../i18n/catalogue';
import { useT } from '../i18n/useT';
import { useEditor } from './editorContext';

const OTHER = 'other';
const REASONS: readonly PlainKey[] = [
  'marks.reasonBlurred',
  'marks.reasonOffTopic',
  'marks.reasonDuplicate',
  'marks.reasonUnclear',
];
const LONGEST = 500;

export function FlagDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const t = useT();
  return (
    <Modal opened={isOpen} onClose={onClose} title={t('marks.flagTitle')} centered>
      <FlagForm onClose={onClose} />
    </Modal>
  );
}

function FlagForm({ onClose }: { onClose: () => void }) {
  const t = useT();
  const { image, commands } = useEditor();
  const known = image.flag?.reason ?? '';
  const reasons = REASONS.map((key) => t(key));
  const [chosen, setChosen] = useState(known === '' || reasons.includes(known) ? known : OTHER);
  const [other, setOther] = useState(reasons.includes(known) ? '' : known);
  const reason = (chosen === OTHER ? other : chosen).trim();
  const flag = useMarking(({ text }: { text: string }) => flagImage(image.id, text));
  const clear = useMarking(() => clearFlag(image.id));
  const tell = (message: string): void =>
    void notifications.show({ id: `flag-${image.id}`, message, color: 'orange' });
  const send = (isLeaving: boolean): void =>
    flag.mutate(
      { text: reason },
      {
        onSuccess: () => {
          tell(t('marks.done', { image: image.name }));
          onClose();
          if (isLeaving) commands.nextUnfinished();
        },
      },
    );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (reason !== '') send(true);
  };
  const takeBack = (): void =>
    clear.mutate(undefined, {
      onSuccess: () => {
        tell(t('marks.cleared', { image: image.name }));
        onClose();
      },
    });
  return (
    <form onSubmit={submit} data-testid="flag-form">
      <Stack>
        <Text size="sm" c="dimmed">
          {t('marks.flagHint')}
        </Text>
        <Radio.Group label={t('marks.flagLabel')} value={chosen} onChange={setChosen}>
          <Stack gap="xs" mt="xs">
            {reasons.map((text, place) => (
              <Radio key={text} value={text} label={text} data-autofocus={place === 0 || undefined} />
            ))}
            <Radio value={OTHER} label={t('marks.reasonOther')} />
          </Stack>
        </Radio.Group>
        {chosen === OTHER && (
          <Textarea
            label={t('marks.otherLabel')}
            autosize
            minRows={2}
            maxLength={LONGEST}
            value={other}
            onChange={(event) => setOther(event.currentTarget.value)}
            autoFocus
          />
        )}
        <Group justify="flex-end">
          {image.flag !== null && (
            <Button variant="default" mr="auto" loading={clear.isPending} onClick={takeBack}>
              {t('marks.clear')}
            </Button>
          )}
          <Button
            variant="default"
            disabled={reason === ''}
            loading={flag.isPending}
            onClick={() => send(false)}
            data-testid="flag"
          >
            {t(image.flag === null ? 'marks.flag' : 'marks.changeReason')}
          </Button>
          <Button
            type="submit"
            color="orange"
            autoContrast
            disabled={reason === ''}
            loading={flag.isPending}
            data-testid="skip"
          >
            {t('marks.skip')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
