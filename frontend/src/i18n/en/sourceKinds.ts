/** How each kind of source is called. */
export const sourceKinds = {
  folder: 'Folder of the server',
  s3: 'S3 bucket',
  gcs: 'Google Cloud Storage',
  azure: 'Azure Blob Storage',
} as const;
