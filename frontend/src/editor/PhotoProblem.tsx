/** The photo's file did not arrive; masks and clicks would lie on nothing. */
import { Alert } from '@mantine/core';
import { IconPhotoOff } from '@tabler/icons-react';
import classes from './CanvasHint.module.css';

export function PhotoProblem() {
  return (
    <Alert className={classes.problem} color="red" icon={<IconPhotoOff size={18} />} role="alert">
      The photo could not be loaded. Reload the page; if it stays away, its file is missing on the server.
    </Alert>
  );
}
