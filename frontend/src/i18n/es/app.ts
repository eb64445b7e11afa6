import type { Spanish } from '../catalogue';
import type { app as en } from '../en/app';

export const app: Spanish<typeof en> = {
  home: 'Stipple: todos los proyectos',
  pages: 'Páginas',
  projects: 'Proyectos',
  team: 'Equipo',
  models: 'Modelos',

  yourAccount: 'Tu cuenta',
  account: 'Cuenta',
  apiDocs: 'Documentación de la API',
  appearance: 'Apariencia',
  system: 'Sistema',
  light: 'Claro',
  dark: 'Oscuro',
  language: 'Idioma',
  logOut: 'Cerrar sesión',

  notFoundTitle: 'No existe o no tienes acceso',
  notFound:
    'Esta página no existe o tu cuenta no puede verla. Si alguien te envió el enlace, pídele que te añada a su equipo.',
  crashTitle: 'Algo ha fallado',
  crashUnknown: 'No se pudo mostrar la página.',
  crashAdvice: 'Lo guardado está a salvo; normalmente basta con recargar la página.',
  reload: 'Recargar la página',
  allProjects: 'Todos los proyectos',

  close: 'Cerrar',
  showPassword: 'Mostrar u ocultar la contraseña',

  loading: 'Cargando',
  loadingMore: 'Cargando más',
  loadingEditor: 'Cargando el editor',
  loadingPage: 'Cargando la página',
  loadingModel: 'Cargando el modelo',
};
