/** Checks of the forms that add a model; the server repeats them. */

export const MODEL_FILE_TYPES = ['.pth', '.pt', '.pkl', '.safetensors', '.zip'] as const;

const NAME = /^[a-z0-9][a-z0-9._-]*$/;
const NAME_LENGTH = 64;
const SHA256 = /^[0-9a-f]{64}$/i;

/** `taken`: the names of the models that are here already. */
export function nameError(name: string, taken: readonly string[]): string | undefined {
  if (name === '') return 'Give the model a name.';
  if (name.length > NAME_LENGTH) return `At most ${NAME_LENGTH} characters.`;
  if (!NAME.test(name))
    return 'Only small letters, digits, dots, hyphens and underscores, beginning with a letter or digit.';
  const isTaken = taken.includes(name);
  return isTaken
    ? 'There is a model of this name already. Choose another name, or remove that model first.'
    : undefined;
}

export function urlError(url: string): string | undefined {
  if (url === '') return 'Say where the weights are.';
  const isHttp = URL.canParse(url) && ['http:', 'https:'].includes(new URL(url).protocol);
  return isHttp ? undefined : 'This must be an address that begins with https:// or http://.';
}

/** Empty is allowed: then the hash of what arrives is recorded. */
export function sha256Error(sha256: string): string | undefined {
  if (sha256 === '' || SHA256.test(sha256)) return undefined;
  return `A SHA-256 has 64 characters from 0–9 and a–f; this has ${sha256.length}.`;
}

export function fileError(name: string, bytes: number): string | undefined {
  if (!isModelFile(name)) return `“${name}” is none of ${MODEL_FILE_TYPES.join(', ')}.`;
  return bytes === 0 ? `“${name}” is empty.` : undefined;
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
