import type { Spanish } from '../catalogue';
import type { importNotes as en } from '../en/importNotes';

export const importNotes: Spanish<typeof en> = {
  'box-rounded': 'Cajas ajustadas a píxeles enteros: {number}',
  'attribute-left-out': 'Atributos que la etiqueta no pide: {number}',
  'score-left-out': 'Calidades que no van de 0 a 1: {number}',
  'too-many-tags': 'Imágenes con demasiadas etiquetas: {number}',
  cut: 'Objetos recortados donde otros quedan encima: {number}',
};
