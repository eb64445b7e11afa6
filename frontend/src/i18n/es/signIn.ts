import type { Spanish } from '../catalogue';
import type { signIn as en } from '../en/signIn';

export const signIn: Spanish<typeof en> = {
  or: 'o',
  with: 'Iniciar sesión con {name}',
  singleSignOn: 'inicio de sesión único',
  withPassword: 'Iniciar sesión con contraseña',
  forSuperusers: 'Aquí solo los superusuarios tienen contraseña.',
  verifyFirst:
    'Aquí hay una cuenta con tu correo, pero tu inicio de sesión único no ha verificado la dirección. Verifícala allí e inténtalo de nuevo.',
  connectAsBefore:
    'La cuenta con tu correo no se conecta solo por la dirección: es de un operador o ya hay alguien conectado a ella. Entra en ella como hasta ahora y conecta este inicio de sesión único en la página de tu cuenta; si no puedes, pregunta a quien gestiona Stipple.',
  opensTab: 'Se abre en otra pestaña. Vuelve a esta después.',
  doneTitle: 'Has iniciado sesión',
  done: 'Cierra esta pestaña y sigue en la otra.',
  closeTab: 'Cerrar esta pestaña',
  codeTitle: 'Un paso más',
  code: 'Código',
  codeHint: 'Los seis dígitos de tu aplicación de autenticación o un código de recuperación.',
  confirm: 'Confirmar',
  lostApp:
    '¿Sin la aplicación y sin códigos de recuperación? Quien gestiona Stipple puede restablecer tu inicio de sesión en dos pasos.',
  twoStep: 'Inicio de sesión en dos pasos',
  twoStepHint:
    'Después de la contraseña, un código de una aplicación de tu teléfono. Quien averigüe tu contraseña sigue sin poder entrar.',
  isOn: 'Activado',
  isOff: 'Desactivado',
  setUp: 'Configurar el inicio de sesión en dos pasos',
  scan: 'Escanea esto con una aplicación de autenticación de tu teléfono.',
  qrLabel: 'Código QR para tu aplicación de autenticación',
  orType: '¿Sin cámara? Escribe esta clave en la aplicación:',
  thenCode: 'Código que muestra ahora la aplicación',
  switchOn: 'Activar',
  recoveryTitle: 'Tus códigos de recuperación',
  recoveryHint:
    'Cada uno te permite entrar una vez cuando no tengas la aplicación. Guárdalos donde guardas las contraseñas: solo se muestran esta vez.',
  download: 'Descargar',
  kept: 'Los he guardado',
  codesLeft: {
    one: 'Queda {count} código de recuperación',
    many: 'Quedan {count} de códigos de recuperación',
    other: 'Quedan {count} códigos de recuperación',
  },
  newCodes: 'Códigos de recuperación nuevos',
  newCodesHint: 'Recibes diez códigos nuevos y los anteriores dejan de valer.',
  makeCodes: 'Crear códigos nuevos',
  switchOff: 'Desactivar',
  switchOffTitle: '¿Desactivar el inicio de sesión en dos pasos?',
  switchOffLoss:
    'Entonces basta tu contraseña para entrar y se eliminan tus códigos de recuperación. Los equipos que exigen el inicio de sesión en dos pasos quedan cerrados para ti hasta que lo configures de nuevo.',
  switchOffAction: 'Desactivarlo',
  switchedOff: 'El inicio de sesión en dos pasos está desactivado.',
  teamsWait:
    'Estos equipos exigen el inicio de sesión en dos pasos y están cerrados para ti hasta que lo configures: {teams}.',
  setUpNow: 'Configurarlo ahora',
  identities: 'Inicio de sesión único',
  identitiesHint: 'Entra aquí con una cuenta que tienes en otro sitio.',
  noIdentities: 'Aún no hay ninguna cuenta conectada.',
  connect: 'Conectar {name}',
  connected: 'Tu cuenta está conectada.',
  since: 'Conectada',
  provider: 'Entrar con',
  disconnect: 'Desconectar {name}',
  disconnectTitle: '¿Desconectar {name}?',
  disconnectLoss:
    'No podrás entrar con {name} hasta que lo conectes de nuevo. Tu trabajo y tu contraseña se conservan.',
  disconnectAction: 'Desconectar',
  notInUse: 'ya no se usa',
  noPassword:
    'Entras con el inicio de sesión único y no tienes contraseña. Para tener una, cierra la sesión y elige «¿Has olvidado la contraseña?» en la página de inicio.',
  emailNeedsPassword: 'Para cambiar la dirección hace falta una contraseña y no tienes.',
  requirement: 'Exigir el inicio de sesión en dos pasos',
  requirementHint:
    'Quien no lo haya configurado no tiene ningún rol en {organization}, y sus tokens personales se rechazan allí, hasta que lo haga.',
  requirementFirst: 'Configura antes el inicio de sesión en dos pasos para ti, en la página de tu cuenta.',
  requireTitle: '¿Exigir a todos en {organization} el inicio de sesión en dos pasos?',
  requireConsequence:
    'Los miembros que no lo hayan configurado pierden el acceso al instante, hasta que lo hagan. Su trabajo se conserva.',
  requireAction: 'Exigirlo',
};
