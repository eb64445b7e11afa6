import type { Chinese } from '../catalogue';
import type { sourceKinds as en } from '../en/sourceKinds';

export const sourceKinds: Chinese<typeof en> = {
  folder: '服务器文件夹',
  s3: 'S3 存储桶',
  gcs: 'Google Cloud Storage',
  azure: 'Azure Blob Storage',
};
