/** A model file on its way from the browser: weights, or a zip of a model folder. */
import { sendFormLoggedIn } from './sendForm';
import type { StoredModel } from './types';

export interface FileModel {
  file: File;
  name: string;
  /** Empty: found out from the names of the weights. */
  preset: string;
}

/** Rejects with ApiError, or with an AbortError when `signal` ends it. `onProgress` gets 0 … 1. */
export async function sendModelFile(
  model: FileModel,
  onProgress: (sent: number) => void,
  signal: AbortSignal,
): Promise<StoredModel> {
  return (await sendFormLoggedIn('/api/v1/models/', formOf(model), onProgress, signal)) as StoredModel;
}

/** The fields first: a server that reads them as they come can refuse before the file has arrived. */
function formOf({ file, name, preset }: FileModel): FormData {
  const form = new FormData();
  form.append('source', 'file');
  form.append('name', name);
  if (preset !== '') form.append('preset', preset);
  form.append('file', file, file.name);
  return form;
}
