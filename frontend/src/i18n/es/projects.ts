import type { Spanish } from '../catalogue';
import type { projects as en } from '../en/projects';

export const projects: Spanish<typeof en> = {
  title: 'Proyectos',
  search: 'Buscar',
  searchProjects: 'Buscar proyectos',
  newProject: 'Proyecto nuevo',
  accepted: '{count} aceptadas',
  noDescription: 'Sin descripción',

  noMatchTitle: 'Ningún proyecto coincide',
  noMatch: 'Nada se llama «{search}». Prueba con una parte del nombre.',
  firstTitle: 'Empieza tu primer proyecto',
  first:
    'Un proyecto reúne fotos y las etiquetas de lo que buscas en ellas. Ponle nombre, suelta tus fotos y haz clic en el primer objeto.',
  noneTitle: 'Aún no hay proyectos',
  none: 'Los proyectos aparecen aquí en cuanto quien gestiona tu equipo crea uno o te deja entrar en uno. Si aún no perteneces a ningún equipo, pide que te añadan: necesitan tu nombre de usuario o tu correo electrónico.',

  descriptionHint: 'Lo que el equipo debe saber: qué fotos, qué objetos, qué dejar fuera.',
  organization: 'Equipo',
  organizationHint: 'Sus miembros ven el proyecto, cada uno con su rol.',
  preset: 'Etiquetas iniciales',
  presetHint: 'Se pueden renombrar, recolorear y ampliar en cualquier momento.',
  create: 'Crear el proyecto',

  presetOne: 'Una etiqueta: objeto',
  presetEveryday: 'Cosas cotidianas',
  presetStreet: 'Escena urbana',
  presetNature: 'Campo y naturaleza',
  presetNone: 'Sin etiquetas todavía',
};
