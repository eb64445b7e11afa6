import type { Spanish } from '../catalogue';
import type { roles as en } from '../en/roles';

export const roles: Spanish<typeof en> = {
  owner: 'Propietario',
  manager: 'Gestor',
  reviewer: 'Revisor',
  annotator: 'Anotador',
  viewer: 'Observador',

  ownerMay: 'Propietario: puede hacerlo todo, también nombrar a otros propietarios.',
  managerMay: 'Gestor: lleva proyectos, etiquetas, imágenes y a los miembros por debajo de los gestores.',
  reviewerMay: 'Revisor: anota, acepta y rechaza, exporta.',
  annotatorMay: 'Anotador: anota imágenes y las envía.',
  viewerMay: 'Observador: puede mirar, sin cambiar nada.',
};
