/** Facts about a model as people read them. */
import type { StoredModel } from '../api/types';

/** Architectures that an installation can be given weights for, by the name of their configuration. */
export const PRESET_NAMES: Readonly<Record<string, string>> = {
  nano: 'DynaMITe nano',
  dynamite_r50: 'DynaMITe ResNet-50',
  dynamite_hrnet32: 'DynaMITe HRNet-32',
  dynamite_mitb0: 'DynaMITe SegFormer MiT-B0',
  dynamite_swin_tiny: 'DynaMITe Swin-Tiny',
  dynamite_swin_large: 'DynaMITe Swin-Large',
  dynamite_swin_tiny_spatio_temporal: 'Swin-Tiny ablation: spatio-temporal positions',
  dynamite_swin_tiny_spatial: 'Swin-Tiny ablation: spatial positions',
  dynamite_swin_tiny_temporal: 'Swin-Tiny ablation: temporal positions',
  dynamite_swin_tiny_no_position: 'Swin-Tiny ablation: no positions',
  dynamite_swin_tiny_no_decoder: 'Swin-Tiny ablation: no interactive decoder',
  dynamite_swin_tiny_no_static: 'Swin-Tiny ablation: no static background queries',
};

const ENGINE_NAMES: Readonly<Record<string, string>> = { onnx: 'ONNX Runtime', torch: 'PyTorch' };
const SUMMARY_LENGTH = 180;

export function presetName(preset: string): string {
  return PRESET_NAMES[preset] ?? preset;
}

export function engineNames(engines: readonly string[]): string {
  return engines.map((engine) => ENGINE_NAMES[engine] ?? engine).join(', ') || '–';
}

/** Enough of a digest to tell two models apart by eye. */
export function shortDigest(digest: string): string {
  return digest.replace(/^sha256:/, '').slice(0, 8);
}

/** "3.0 M" */
export function parameterCount(parameters: number | null): string {
  if (parameters === null) return '–';
  if (parameters >= 1e8) return `${Math.round(parameters / 1e6)} M`;
  return parameters >= 1e6 ? `${(parameters / 1e6).toFixed(1)} M` : `${Math.ceil(parameters / 1e3)} k`;
}

/** "12 MB", in units of 1000 as file managers show them. */
export function byteSize(bytes: number | null): string {
  if (bytes === null) return '–';
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(1)} GB`;
  return bytes >= 1e6 ? `${Math.round(bytes / 1e6)} MB` : `${Math.ceil(bytes / 1e3)} kB`;
}

/** "about 30 ms a click" */
export function clickSpeed(speed: StoredModel['speed']): string {
  return speed === null ? 'speed not measured yet' : `about ${milliseconds(speed.click_ms)} a click`;
}

export function milliseconds(ms: number): string {
  return ms >= 1000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms)} ms`;
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
