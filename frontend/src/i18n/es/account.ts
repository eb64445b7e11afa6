import type { Spanish } from '../catalogue';
import type { account as en } from '../en/account';

export const account: Spanish<typeof en> = {
  title: 'Cuenta',

  profile: 'Perfil',
  profileHint: 'Los demás ven este nombre junto a tu cursor y tu trabajo.',
  username: 'Usuario',
  email: 'Correo electrónico',
  yourPassword: 'Tu contraseña',
  yourPasswordHint: 'Hace falta para cambiar el correo electrónico.',
  profileSaved: 'Tu perfil está guardado.',

  password: 'Contraseña',
  currentPassword: 'Contraseña actual',
  newPassword: 'Contraseña nueva',
  changePassword: 'Cambiar la contraseña',
  passwordChanged: 'Tu contraseña ha cambiado.',

  tokens: 'Tokens personales',
  tokensHint:
    'Para programas: envía {header} con cada solicitud. Un token puede hacer lo que puedes hacer tú, hasta donde se lo permitas.',
  noTokens: 'No tienes tokens.',
  beginsWith: 'Empieza por',
  scope: 'Puede',
  expires: 'Caduca',
  lastUsed: 'Último uso',
  notYet: 'Aún no',
  newToken: 'Token nuevo',
  newTokenTitle: 'Token personal nuevo',
  tokenNameHint: 'Para qué se usa, por ejemplo «exportación nocturna».',
  days: { one: '{count} día', many: '{count} de días', other: '{count} días' },
  oneYear: 'Un año',
  makeToken: 'Crear el token',
  shownOnce: 'Copia el token ahora: solo se muestra esta vez.',
  deleteTitle: '¿Eliminar este token?',
  deleteLoss: 'Los programas que usan «{name}» pierden el acceso al instante. No se puede deshacer.',
  deleteAction: 'Eliminar el token',
  deleteNamed: 'Eliminar el token {name}',
};
