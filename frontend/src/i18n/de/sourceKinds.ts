import type { German } from '../catalogue';
import type { sourceKinds as en } from '../en/sourceKinds';

export const sourceKinds: German<typeof en> = {
  folder: 'Ordner des Servers',
  s3: 'S3-Bucket',
  gcs: 'Google Cloud Storage',
  azure: 'Azure Blob Storage',
};
