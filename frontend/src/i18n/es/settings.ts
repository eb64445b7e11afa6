import type { Spanish } from '../catalogue';
import type { settings as en } from '../en/settings';

export const settings: Spanish<typeof en> = {
  title: 'Ajustes',
  general: 'General',
  labels: 'Etiquetas',
  members: 'Miembros',
  access: 'Acceso',
  private: 'Proyecto privado',
  privateHint:
    'Solo lo ven quienes tienen un rol para este proyecto y los propietarios y gestores del equipo.',
  privateTitle: '¿Hacer privado este proyecto?',
  privateConsequence:
    'Quien no tenga un rol para este proyecto deja de verlo al instante; sus imágenes asignadas vuelven a la cola. Lo que ha hecho se conserva. Puedes volver a dar acceso uno a uno.',
  privateAction: 'Hacerlo privado',
  roleInTeam: 'Rol en el equipo',
  roleHere: 'Rol en este proyecto',
  asInTeam: 'Como en el equipo: {role}',
  noAccess: 'Sin acceso',
  everywhere: 'en todo el equipo',
  hereAlone: 'en este proyecto',
  letIn: 'Dejar entrar a personas del equipo',
  lowerTitle: '¿Quitar a {name} la anotación en este proyecto?',
  lowerConsequence:
    'Las imágenes y lotes de este proyecto asignados a {name} vuelven a la cola. Lo que ha hecho se conserva con su nombre.',
  lowerAction: 'Cambiar el rol',
  toTeam: 'El equipo: personas, invitaciones y grupos',
  danger: 'Zona de peligro',
  projectSaved: 'El proyecto está guardado.',
  overlap: 'Los objetos pueden solaparse',
  overlapHint:
    'Así un objeto no quita nada a los demás: lo último que se dibujó queda encima, y el orden se puede cambiar en el editor. Desactivado, cada píxel pertenece como mucho a un objeto. Las máscaras que ya existen se quedan hasta que alguien trabaje en ellas.',

  model: 'Modelo',
  modelHint:
    'Responde a los clics en imágenes que nadie ha empezado. Las ya empezadas conservan su modelo, para que las máscaras no cambien mientras se trabaja; en el editor se puede dar otro modelo a una imagen.',
  modelSaved: 'Las imágenes nuevas de este proyecto usan el modelo elegido.',
  allModels: 'Todos los modelos, sus fichas y cifras',
  cardAndFigures: 'Ficha y cifras',
  notUsable: '{model} (ahora no se puede usar)',
  notInstalledChoice: '{model} (no instalado)',
  notInstalled: '«{model}» no está instalado aquí. Elige otro modelo o pide a un administrador que lo añada.',
  notComplete: '{model} no está instalado del todo. Elige otro modelo o espera a que esté listo.',
  disabled: '{model} está desactivado. Elige otro modelo o pide a un administrador que lo active.',
  notServed:
    'Ningún worker en marcha sirve {model}. Los clics se guardarán y tendrán sus máscaras cuando alguno lo haga; pide a quien gestiona Stipple que arranque un worker con él.',

  addLabel: 'Añadir una etiqueta',
  labelsHint:
    'Lo que buscan los anotadores. Las cosas (things) se cuentan una a una (un coche); la materia (stuff) no tiene piezas sueltas (el cielo). El orden de aquí es el del editor.',
  noLabelsTitle: 'Aún no hay etiquetas',
  noLabels:
    'Se pueden marcar objetos sin etiqueta y nombrarlos después, pero con una etiqueta y su tecla se va más rápido.',
  order: 'Orden',
  kind: 'Tipo',
  kindHint: 'Una cosa se cuenta una a una, como un coche; la materia no tiene piezas sueltas, como el cielo.',
  hotkey: 'Tecla',
  hotkeyHint:
    'Una cifra del 1 al 9 que elige esta etiqueta en el editor. Sin ella recibe una que esté libre.',
  objects: 'Objetos',
  moveUp: 'Subir {label}',
  moveDown: 'Bajar {label}',
  edit: 'Editar {label}',
  delete: 'Eliminar {label}',
  editTitle: 'Editar «{label}»',
  newLabel: 'Etiqueta nueva',
  color: 'Color',
  saveNew: 'Añadir la etiqueta',
  deleteTitle: '¿Eliminar la etiqueta «{label}»?',
  deleteAction: 'Eliminar la etiqueta',
  deleteUnused: 'Ningún objeto la usa. No se puede deshacer.',
  badColor: 'Un color es # y seis cifras hexadecimales, como #e6194b.',
  noName: 'Una etiqueta necesita un nombre.',
  longName: 'Un nombre tiene como máximo {longest} caracteres; este tiene {length}.',
  nameTaken: 'El proyecto ya tiene una etiqueta «{label}».',
  badHotkey: 'La tecla es una cifra del 1 al 9; las letras son teclas del editor.',
  hotkeyTaken: '«{label}» ya tiene esta tecla.',

  membersHint:
    'Quién ve este proyecto, con qué rol y por qué. Un rol para este proyecto sustituye al del equipo.',
  email: 'Correo electrónico',
  role: 'Rol',
  roleOf: 'Rol de {name}',
  roleIs: '{name} es ahora: {role}',
  you: '{name} (tú)',
  remove: 'Quitar a {name}',
  removeTitle: '¿Quitar a {name}?',
  removeAction: 'Quitar',
  addSomebody: 'Añadir a alguien',
  addPlaceholder: 'Usuario o correo electrónico',
  invitation: 'Una dirección sin cuenta recibe una invitación por correo.',
  added: '{name} ya es miembro: {role}.',

  notYours: 'Solo los gestores y propietarios pueden eliminar un proyecto.',
  deleteProjectTitle: 'Eliminar este proyecto',
  deleteProjectHint:
    '{images}, todas las anotaciones con su historial, {labels} y todas las exportaciones desaparecerán para todos. No se puede deshacer: exporta antes lo que puedas necesitar.',
  typeName: 'Escribe el nombre «{project}» para confirmar',
  deleteProject: 'Eliminar el proyecto',
  projectDeleted: '«{project}» se ha eliminado.',
};
