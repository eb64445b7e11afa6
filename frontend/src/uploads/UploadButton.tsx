import { Button, FileButton } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { uploaderOf } from './uploaders';

/** A hint for the file dialog; the server decides what it takes. */
const ACCEPT = 'image/*,.heic,.heif,.tif,.tiff,.bmp,.webp,.zip,.tar,.tgz,.gz';

export function UploadButton({ project, label }: { project: number; label: string }) {
  return (
    <FileButton multiple accept={ACCEPT} onChange={(files) => uploaderOf(project).add(files)}>
      {(props) => (
        <Button {...props} variant="default" leftSection={<IconUpload size={16} />}>
          {label}
        </Button>
      )}
    </FileButton>
  );
}
