/** The photo's file did not arrive; masks and clicks would lie on nothing. */

import { Alert } from '@mantine/core';
import { IconPhotoOff } from '@tabler/icons-react';
import { useT } from '../i18n/useT';
import classes from './CanvasHint.module.css';

export function PhotoProblem() {
  const t = useT();
  return (
    <Alert className={classes.problem} color="red" icon={<IconPhotoOff size={18} />} role="alert">
      {t('editor.photoMissing')}
    </Alert>
  );
}
