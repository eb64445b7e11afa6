import type { Spanish } from '../catalogue';
import type { events as en } from '../en/events';

export const events: Spanish<typeof en> = {
  'team-created': 'Equipo creado',
  'team-changed': 'Equipo cambiado',
  'member-added': 'Miembro añadido',
  'member-removed': 'Miembro quitado',
  'role-changed': 'Rol cambiado',
  'ownership-transferred': 'Propiedad transferida',
  'invitation-made': 'Invitación creada',
  'invitation-accepted': 'Invitación aceptada',
  'invitation-revoked': 'Invitación retirada',
  'group-created': 'Grupo creado',
  'group-changed': 'Grupo cambiado',
  'group-deleted': 'Grupo eliminado',
  'project-created': 'Proyecto creado',
  'project-changed': 'Proyecto cambiado',
  'project-deleted': 'Proyecto eliminado',
  'project-role-given': 'Rol de proyecto asignado',
  'project-role-taken': 'Rol de proyecto retirado',
  'image-deleted': 'Imagen eliminada',
  'export-made': 'Exportación creada',
  'token-created': 'Token creado',
  'token-revoked': 'Token eliminado',
};
