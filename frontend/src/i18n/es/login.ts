import type { Spanish } from '../catalogue';
import type { login as en } from '../en/login';

export const login: Spanish<typeof en> = {
  title: 'Iniciar sesión',
  slogan: 'Stipple convierte puntos en máscaras.',
  usernameOrEmail: 'Usuario o correo electrónico',
  password: 'Contraseña',
  logIn: 'Iniciar sesión',
  forgot: '¿Has olvidado la contraseña?',

  resetTitle: 'Restablecer la contraseña',
  email: 'Correo electrónico',
  emailHint: 'Enviamos a esta dirección un enlace para una contraseña nueva.',
  sendLink: 'Enviar el enlace',
  linkSent:
    'Si hay una cuenta con la dirección {email}, un mensaje con un enlace va de camino. El enlace sirve una sola vez y por tiempo limitado.',
  backToLogin: 'Volver al inicio de sesión',

  chooseTitle: 'Elige una contraseña nueva',
  newPassword: 'Contraseña nueva',
  newPasswordHint: 'Al menos 8 caracteres y que no sea fácil de adivinar.',
  sameAgain: 'La misma otra vez',
  differ: 'Las dos contraseñas son distintas.',
  setPassword: 'Guardar la contraseña',
  linkTooOld: '¿El enlace ha caducado? Pide otro',
  changedTitle: 'Tu contraseña ha cambiado',
  changed: 'Ya puedes iniciar sesión con ella.',

  sessionEnded: 'Tu sesión ha terminado',
  sessionEndedHint:
    'Inicia sesión de nuevo para seguir. Tu trabajo en esta página se conserva y se envía después.',
};
