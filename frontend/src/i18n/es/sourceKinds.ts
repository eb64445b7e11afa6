import type { Spanish } from '../catalogue';
import type { sourceKinds as en } from '../en/sourceKinds';

export const sourceKinds: Spanish<typeof en> = {
  folder: 'Carpeta del servidor',
  s3: 'Bucket de S3',
  gcs: 'Google Cloud Storage',
  azure: 'Azure Blob Storage',
};
