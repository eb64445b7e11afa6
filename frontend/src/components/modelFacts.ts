/** Facts about a model as people read them. */
import type { StoredModel } from '../api/types';
import type { PlainKey } from '../i18n/catalogue';
import type { T } from '../i18n/translate';

/** Architectures that an installation can be given weights for, by the name of their configuration; proper names. */
const ARCHITECTURES: Readonly<Record<string, string>> = {
  nano: 'DynaMITe nano',
  dynamite_r50: 'DynaMITe ResNet-50',
  dynamite_hrnet32: 'DynaMITe HRNet-32',
  dynamite_mitb0: 'DynaMITe SegFormer MiT-B0',
  dynamite_swin_tiny: 'DynaMITe Swin-Tiny',
  dynamite_swin_large: 'DynaMITe Swin-Large',
};

const ABLATIONS: Readonly<Record<string, PlainKey>> = {
  dynamite_swin_tiny_spatio_temporal: 'models.spatioTemporal',
  dynamite_swin_tiny_spatial: 'models.spatial',
  dynamite_swin_tiny_temporal: 'models.temporal',
  dynamite_swin_tiny_no_position: 'models.noPosition',
  dynamite_swin_tiny_no_decoder: 'models.noDecoder',
  dynamite_swin_tiny_no_static: 'models.noStatic',
};

/** The configurations that weights can be given for, in the order of a menu. */
export const PRESETS = [...Object.keys(ARCHITECTURES), ...Object.keys(ABLATIONS)];

const ENGINE_NAMES: Readonly<Record<string, string>> = { onnx: 'ONNX Runtime', torch: 'PyTorch' };
const SUMMARY_LENGTH = 180;

export function presetName(preset: string, t: T): string {
  const ablation = ABLATIONS[preset];
  return ablation === undefined ? (ARCHITECTURES[preset] ?? preset) : t(ablation);
}

export function engineNames(engines: readonly string[]): string {
  return engines.map((engine) => ENGINE_NAMES[engine] ?? engine).join(', ') || '–';
}

/** Enough of a digest to tell two models apart by eye. */
export function shortDigest(digest: string): string {
  return digest.replace(/^sha256:/, '').slice(0, 8);
}

/** "3.0 M" */
export function parameterCount(parameters: number | null, t: T): string {
  if (parameters === null) return '–';
  if (parameters >= 1e8) return `${t.number(Math.round(parameters / 1e6))} M`;
  return parameters >= 1e6 ? `${tenths(parameters / 1e6, t)} M` : `${Math.ceil(parameters / 1e3)} k`;
}

/** "3.0 M parameters" */
export function parameterText(parameters: number | null, t: T): string {
  return t('models.parametersOf', { parameters: parameterCount(parameters, t) });
}

/** "12 MB", in units of 1000 as file managers show them. */
export function byteSize(bytes: number | null, t: T): string {
  if (bytes === null) return '–';
  if (bytes >= 1e9) return `${tenths(bytes / 1e9, t)} GB`;
  return bytes >= 1e6 ? `${Math.round(bytes / 1e6)} MB` : `${Math.ceil(bytes / 1e3)} kB`;
}

/** "about 30 ms a click" */
export function clickSpeed(speed: StoredModel['speed'], t: T): string {
  if (speed === null) return t('models.notMeasured');
  return t('models.aboutPerClick', { time: milliseconds(speed.click_ms, t) });
}

export function milliseconds(ms: number, t: T): string {
  return ms >= 1000 ? `${tenths(ms / 1000, t)} s` : `${Math.round(ms)} ms`;
}

function tenths(value: number, t: T): string {
  return t.number(value, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
}

/** The first paragraph of a card as plain text, cut after a sentence or a word where it is long. */
export function cardSummary(card: string): string {
  const paragraph = card
    .split(/\n\s*\n/)
    .map((block) => block.trim())
    .find((block) => block !== '' && !/^(#|\||```|[-*] |>)/.test(block));
  const text = (paragraph ?? '')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[`*]|\b_|_\b/g, '')
    .replace(/\s+/g, ' ');
  if (text.length <= SUMMARY_LENGTH) return text;
  const sentence = text.lastIndexOf('. ', SUMMARY_LENGTH);
  if (sentence > 0) return text.slice(0, sentence + 1);
  return `${text.slice(0, text.lastIndexOf(' ', SUMMARY_LENGTH))} …`;
}
