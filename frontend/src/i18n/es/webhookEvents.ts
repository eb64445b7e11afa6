import type { Spanish } from '../catalogue';
import type { webhookEvents as en } from '../en/webhookEvents';

export const webhookEvents: Spanish<typeof en> = {
  'project.created': 'Proyecto creado',
  'project.updated': 'Proyecto cambiado',
  'project.deleted': 'Proyecto eliminado',
  'member.joined': 'Alguien se unió',
  'member.updated': 'Rol cambiado',
  'member.left': 'Alguien se fue',
  'label.created': 'Etiqueta añadida',
  'label.updated': 'Etiqueta cambiada',
  'label.deleted': 'Etiqueta eliminada',
  'image.created': 'Imagen subida',
  'image.deleted': 'Imagen eliminada',
  'annotation.submitted': 'Entregada',
  'annotation.accepted': 'Aceptada',
  'annotation.rejected': 'Rechazada',
  'comment.created': 'Comentario o respuesta',
  'comment.resolved': 'Hilo resuelto',
  'comment.reopened': 'Hilo reabierto',
  'job.finished': 'Importación, exportación o versión terminada',
  'version.created': 'Versión lista',
  'version.deleted': 'Versión eliminada',
};
