/** Why an image goes back to the annotator. */

import { Button, Chip, Group, Input, Modal, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useT } from '../i18n/useT';

interface RejectDialogProps {
  isOpen: boolean;
  /** What the project offers to say. */
  reasons: readonly string[];
  isBusy: boolean;
  onClose: () => void;
  /** Resolves to whether the image was sent back; if not, the reason stays to try again. */
  onReject: (reason: string) => Promise<boolean>;
}

export function RejectDialog({ isOpen, reasons, isBusy, onClose, onReject }: RejectDialogProps) {
  const t = useT();
  const [chosen, setChosen] = useState<string[]>([]);
  const [words, setWords] = useState('');
  const reject = async (): Promise<void> => {
    if (!(await onReject(reasonOf(chosen, words)))) return;
    setChosen([]);
    setWords('');
    onClose();
  };
  return (
    <Modal opened={isOpen} onClose={onClose} title={t('editor.rejectTitle')} centered>
      <Stack>
        {reasons.length > 0 && (
          <Input.Wrapper label={t('reviews.choose')} labelElement="div">
            <Chip.Group multiple value={chosen} onChange={setChosen}>
              <Group gap={6} mt={4}>
                {reasons.map((offered) => (
                  <Chip key={offered} value={offered} size="sm" color="red">
                    {offered}
                  </Chip>
                ))}
              </Group>
            </Chip.Group>
          </Input.Wrapper>
        )}
        <Textarea
          label={t('editor.rejectLabel')}
          description={t('editor.rejectHint')}
          placeholder={t('editor.rejectPlaceholder')}
          autosize
          minRows={3}
          maxRows={8}
          maxLength={1000}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
          data-autofocus
        />
      </Stack>
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button color="red" loading={isBusy} onClick={() => void reject()}>
          {t('editor.reject')}
        </Button>
      </Group>
    </Modal>
  );
}

/** A line for each reason that was chosen, then the reviewer's own words. */
function reasonOf(chosen: readonly string[], words: string): string {
  return [...chosen, words.trim()].filter((line) => line !== '').join('\n');
}
