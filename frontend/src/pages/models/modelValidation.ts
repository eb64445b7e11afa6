/** Checks of the forms that add a model; the server repeats them. */
import type { T } from '../../i18n/translate';

export const MODEL_FILE_TYPES = ['.pth', '.pt', '.pkl', '.safetensors', '.zip'] as const;

const NAME = /^[a-z0-9][a-z0-9._-]*$/;
const NAME_LENGTH = 64;
const SHA256 = /^[0-9a-f]{64}$/i;

/** `taken`: the names of the models that are here already. */
export function nameError(name: string, taken: readonly string[], t: T): string | undefined {
  if (name === '') return t('models.noName');
  if (name.length > NAME_LENGTH) return t('models.longName', { longest: NAME_LENGTH });
  if (!NAME.test(name)) return t('models.badName');
  return taken.includes(name) ? t('models.nameTaken') : undefined;
}

export function urlError(url: string, t: T): string | undefined {
  if (url === '') return t('models.noUrl');
  const isHttp = URL.canParse(url) && ['http:', 'https:'].includes(new URL(url).protocol);
  return isHttp ? undefined : t('models.badUrl');
}

/** Empty is allowed: then the hash of what arrives is recorded. */
export function sha256Error(sha256: string, t: T): string | undefined {
  if (sha256 === '' || SHA256.test(sha256)) return undefined;
  return t('models.badSha256', { length: sha256.length });
}

export function fileError(name: string, bytes: number, t: T): string | undefined {
  if (!isModelFile(name)) return t('models.badFile', { file: name, types: MODEL_FILE_TYPES.join(', ') });
  return bytes === 0 ? t('models.emptyFile', { file: name }) : undefined;
}

/** A zip of a model folder brings its own configuration. */
export function isModelFolder(name: string): boolean {
  return name.toLowerCase().endsWith('.zip');
}

/** A name made of the last part of a path or an address: "…/DynaMITe Swin_T.pth?dl=1" -> "dynamite-swin_t". */
export function suggestedName(path: string): string {
  const last = path.split(/[?#]/, 1)[0]?.split('/').pop() ?? '';
  const stem = isModelFile(last) ? last.slice(0, last.lastIndexOf('.')) : last;
  return stem
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[^a-z0-9]+|[^a-z0-9]+$/g, '')
    .slice(0, NAME_LENGTH);
}

function isModelFile(name: string): boolean {
  return MODEL_FILE_TYPES.some((type) => name.toLowerCase().endsWith(type));
}
