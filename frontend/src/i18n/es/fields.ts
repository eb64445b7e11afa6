import type { Spanish } from '../catalogue';
import type { fields as en } from '../en/fields';

export const fields: Spanish<typeof en> = {
  name: 'nombre',
  requires_mfa: 'inicio de sesión en dos pasos para todos',
  people: 'personas',
  priority: 'prioridad',
  assignee: 'persona',
  group: 'grupo',
  description: 'descripción',
  guidelines: 'guía',
  model: 'modelo',
  overlap: 'objetos solapados',
  replicas: 'personas por imagen',
  gold_percent: 'imágenes de oro en porcentaje',
  lease_minutes: 'minutos hasta que una imagen vuelve',
  is_private: 'proyecto privado',
  reject_reasons: 'motivos de rechazo',
};
