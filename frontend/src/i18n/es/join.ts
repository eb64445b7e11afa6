import type { Spanish } from '../catalogue';
import type { join as en } from '../en/join';

export const join: Spanish<typeof en> = {
  invitation: 'Invitación',
  title: 'Únete a {team}',
  hint: '{inviter} te invita. Tu rol será: {role}.',
  loggedInAs: 'Has iniciado sesión como {name}.',
  join: 'Unirme al equipo',
  forAnother: 'Esta invitación se envió a {email}, y esta cuenta tiene otra dirección.',
  notYou: '¿No eres tú? Entra con otra cuenta',
  signOnFirst: 'Entra primero; después volverás a esta invitación.',
  username: 'Nombre de usuario',
  usernameHint: 'Letras, dígitos y @ . + - _',
  name: 'Tu nombre',
  nameHint: 'Lo que leen tus compañeros junto a tu trabajo.',
  emailHint: 'Sirve para restablecer una contraseña olvidada.',
  emailOfLetter: 'La invitación se envió a esta dirección.',
  create: 'Crear mi cuenta y unirme',
  haveAccount: 'Ya tengo una cuenta',
  alreadyTitle: 'Ya estás en este equipo',
  already: 'Ya eres miembro de {team}, con el rol {role}.',
  takeRole: 'Tomar el rol {role}',
  toProjects: 'A los proyectos',
  closedTitle: 'Esta invitación no funciona',
  expired: 'Ha caducado. Pide una nueva a quien te la envió.',
  used: 'Ya se ha usado tantas veces como era posible. Si la usaste tú, inicia sesión; si no, pide una nueva.',
  revoked: 'Se ha retirado. Pide una nueva a quien te la envió.',
  unknown:
    'No hay ninguna invitación tras este enlace. Comprueba que lo has copiado entero o pide una nueva.',
  toLogin: 'Ir a Stipple',
};
