import type { Japanese } from '../catalogue';
import type { sourceKinds as en } from '../en/sourceKinds';

export const sourceKinds: Japanese<typeof en> = {
  folder: 'サーバーのフォルダー',
  s3: 'S3 バケット',
  gcs: 'Google Cloud Storage',
  azure: 'Azure Blob Storage',
};
