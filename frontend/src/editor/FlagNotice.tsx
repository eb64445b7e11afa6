/** That the image is set aside, and why, beside the photo; whoever may annotate takes that back. */
import { Alert, Button, Text } from '@mantine/core';
import { IconFlag } from '@tabler/icons-react';
import { clearFlag, useMarking } from '../api/imageMarks';
import { may } from '../api/roles';
import { useT } from '../i18n/useT';
import { useEditor } from './editorContext';
import classes from './SidePanel.module.css';

export function FlagNotice() {
  const t = useT();
  const { image, project } = useEditor();
  const clear = useMarking(() => clearFlag(image.id));
  const { flag } = image;
  if (flag === null) return null;
  return (
    <Alert
      className={classes.notice ?? ''}
      color="orange"
      radius={0}
      title={t('marks.flagged')}
      icon={<IconFlag size={18} />}
      data-testid="flag-notice"
    >
      {flag.reason}
      <Text size="xs" c="dimmed" mt={4}>
        {t('marks.flaggedBy', { name: flag.by?.name ?? t('history.byGone'), when: t.dateTime(flag.at) })}
      </Text>
      {may(project.role, 'annotate') && (
        <Button
          size="compact-xs"
          variant="default"
          mt={6}
          loading={clear.isPending}
          onClick={() => clear.mutate(undefined)}
        >
          {t('marks.clear')}
        </Button>
      )}
    </Alert>
  );
}
