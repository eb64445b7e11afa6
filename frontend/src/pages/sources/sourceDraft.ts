/** What somebody enters about a new source, and what of it the server is sent. */
import type { SourcePlace } from '../../api/sources';
import type { SourceKind } from '../../api/types';

export const KINDS = ['folder', 's3', 'gcs', 'azure'] as const satisfies readonly SourceKind[];

export interface PlaceDraft {
  kind: SourceKind;
  root: string;
  path: string;
  account: string;
  bucket: string;
  prefix: string;
  region: string;
  endpoint: string;
}

export interface CredentialsDraft {
  accessKey: string;
  secretKey: string;
  serviceAccount: string;
  accountKey: string;
  sasToken: string;
}

export const NO_PLACE: PlaceDraft = {
  kind: 'folder',
  root: '',
  path: '',
  account: '',
  bucket: '',
  prefix: '',
  region: '',
  endpoint: '',
};

export const NO_CREDENTIALS: CredentialsDraft = {
  accessKey: '',
  secretKey: '',
  serviceAccount: '',
  accountKey: '',
  sasToken: '',
};

/** Null while something is missing. */
export function placeOf(draft: PlaceDraft): SourcePlace['place'] | null {
  const { kind, root, path, account, bucket, prefix, region, endpoint } = draft;
  if (kind === 'folder') return root ? { root, path } : null;
  if (!bucket.trim()) return null;
  const inBucket = { bucket: bucket.trim(), prefix };
  if (kind === 's3') return { ...inBucket, region: region.trim(), endpoint: endpoint.trim() };
  if (kind === 'gcs') return inBucket;
  return account.trim() ? { ...inBucket, account: account.trim() } : null;
}

/** Those of the kind that are filled in. */
export function credentialsOf(kind: SourceKind, draft: CredentialsDraft): Record<string, string> {
  const all: Record<SourceKind, Record<string, string>> = {
    folder: {},
    s3: { access_key: draft.accessKey, secret_key: draft.secretKey },
    gcs: { service_account: draft.serviceAccount },
    azure: { account_key: draft.accountKey, sas_token: draft.sasToken },
  };
  return Object.fromEntries(Object.entries(all[kind]).filter(([, value]) => value.trim() !== ''));
}

/** The folder above, '' for the root. */
export function folderAbove(path: string): string {
  return path.split('/').slice(0, -1).join('/');
}

export function folderInside(path: string, name: string): string {
  return path ? `${path}/${name}` : name;
}
