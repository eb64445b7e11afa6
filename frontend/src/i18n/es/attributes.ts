import type { Spanish } from '../catalogue';
import type { attributes as en } from '../en/attributes';

export const attributes: Spanish<typeof en> = {
  title: 'Atributos',
  none: 'No se pide nada más a los objetos de esta etiqueta.',
  add: 'Añadir un atributo',
  name: 'Nombre',
  nameOf: 'Nombre del atributo {number}',
  type: 'Tipo',
  typeText: 'Texto',
  typeNumber: 'Número',
  typeSelect: 'Opción',
  typeCheckbox: 'Sí o no',
  options: 'Opciones',
  optionsHint: 'Escribe una y pulsa Intro',
  default: 'Si no se elige nada',
  noDefault: 'nada',
  yes: 'sí',
  no: 'no',
  required: 'Obligatorio',
  requiredHint: 'Las imágenes se envían cuando todos los objetos lo tienen',
  remove: 'Quitar el atributo {name}',
  noName: 'Da un nombre al atributo.',
  longName: 'Como máximo {longest} caracteres.',
  twice: 'Otro atributo se llama así.',
  noOptions: 'Hace falta al menos una opción.',
  hint: 'Lo que se rellena para cada objeto de esta etiqueta, junto a la foto. Se exporta con el objeto.',
  choose: 'Elegir',
  missing: 'Rellena antes de enviar: {names}',
  lacking: {
    one: 'A {count} objeto le falta un atributo obligatorio; ahora está seleccionado. Rellénalo y envía de nuevo.',
    many: 'A {count} de objetos les falta un atributo obligatorio; ahora está seleccionado el primero. Rellénalos y envía de nuevo.',
    other:
      'A {count} objetos les falta un atributo obligatorio; ahora está seleccionado el primero. Rellénalos y envía de nuevo.',
  },
  focus: 'Atributos del objeto seleccionado',
};
