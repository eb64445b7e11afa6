import type { Spanish } from '../catalogue';
import type { problems as en } from '../en/problems';

export const problems: Spanish<typeof en> = {
  offline: 'No se puede conectar con el servidor. Comprueba la conexión e inténtalo de nuevo.',
  'server-error':
    'El servidor ha fallado. Inténtalo de nuevo; si sigue igual, avisa a quien gestiona Stipple.',
  'not-logged-in': 'No has iniciado sesión. Iníciala e inténtalo de nuevo.',
  'bad-credentials': 'El usuario y la contraseña no coinciden. Inténtalo de nuevo.',
  'bad-token': 'Este enlace ya no es válido. Pide otro.',
  'bad-code':
    'Este código no es correcto o ya se ha usado. Espera al siguiente de tu aplicación o usa un código de recuperación.',
  'mfa-required': 'Ahora, el código de tu aplicación de autenticación o uno de recuperación.',
  'mfa-setup-required':
    'Este equipo exige el inicio de sesión en dos pasos. Configúralo en la página de tu cuenta; tu rol te espera.',
  'login-expired': 'El primer paso de este inicio de sesión fue hace demasiado. Empieza de nuevo.',
  'password-login-off': 'Aquí solo los superusuarios entran con contraseña. Usa el inicio de sesión único.',
  'sso-unavailable':
    'El inicio de sesión único no responde. Inténtalo dentro de un momento; si sigue igual, avisa a quien gestiona Stipple.',
  'last-way-in':
    'Es tu única forma de entrar. Consigue antes una contraseña: cierra la sesión y elige «¿Has olvidado la contraseña?».',
  'sso-cancelled': 'Has cancelado el inicio de sesión allí. Inténtalo de nuevo o entra de otra forma.',
  'sso-stale':
    'Este inicio de sesión se empezó en otra ventana o hace demasiado tiempo. Empieza de nuevo aquí.',
  'sso-failed':
    'El inicio de sesión único no ha funcionado. Inténtalo de nuevo; si sigue igual, avisa a quien gestiona Stipple.',
  'sso-unverified':
    'Aquí hay una cuenta con tu correo, pero tu inicio de sesión único no ha verificado la dirección. Entra con tu contraseña y conecta el inicio de sesión único en la página de tu cuenta.',
  'sso-connect-first':
    'La cuenta con tu correo no se conecta solo por la dirección: es de un operador o ya hay alguien conectado a ella. Entra en ella y conecta el inicio de sesión único en la página de tu cuenta; si no puedes, elige «¿Has olvidado la contraseña?». Si no llega ningún mensaje, pregunta a quien gestiona Stipple.',
  'sso-inactive': 'Esta cuenta está desactivada. Pregunta a quien gestiona Stipple.',
  'sso-taken': 'Esa cuenta está conectada a otra persona aquí. Entra con ella o elige otra.',
  'operators-only': 'Estas páginas son para operadores. Entra como uno.',
  csrf: 'La página es demasiado antigua para enviar esto. Recárgala e inténtalo de nuevo.',
  forbidden: 'Tu rol no lo permite.',
  'role-too-low': 'Tu rol no lo permite. Pídelo a un propietario o gestor del equipo.',
  'scope-too-low': 'Este token no puede hacer eso. Crea otro con más alcance.',
  'bad-invitation': 'Esta invitación ya no funciona. Pide una nueva.',
  'invited-another':
    'Esta invitación se envió a otra dirección. Entra con la cuenta de esa dirección o pide otra invitación.',
  'joined-before':
    'Ya te uniste con esta invitación y ya no estás en el equipo. Pide a un propietario o gestor que te invite de nuevo.',
  'member-already':
    'Ya estás en este equipo; la invitación no cambia tu rol. Para tener otro, pídelo a un propietario o gestor.',
  'not-found': 'No existe o no tienes acceso.',
  'too-large': 'El archivo es demasiado grande para este servidor.',
  'upload-busy': 'Otra petición todavía escribe en esta subida. Sigue en un momento.',
  'upload-gone': 'Esta subida ha caducado. Elija el archivo de nuevo.',
  'wrong-offset': 'El servidor tiene otra parte del archivo de la esperada. Sigue por sí sola.',
  'checksum-mismatch': 'Una parte del archivo se dañó en el camino. Se envía de nuevo.',
  'unsupported-version': 'El servidor y esta página no se entienden. Recargue la página.',
  'disk-full':
    'El disco del servidor está lleno. Lo que llegó se conserva; avise a quien administra Stipple.',
  'rate-limited': 'Demasiadas solicitudes. Espera un momento e inténtalo de nuevo.',
  'last-owner': 'Un equipo necesita un propietario. Nombra antes a otra persona.',
  'model-in-use': 'El modelo aún se usa. Da antes otro a esos proyectos y a las imágenes sin terminar.',
  'result-expired': 'El resultado se guardó una semana y ya no está. Inicia el trabajo de nuevo.',
  'worker-lost':
    'El worker se detuvo varias veces al hacerlo, quizá por falta de memoria. Avisa a quien gestiona Stipple.',

  'image-not-ready': 'Esta imagen aún se está procesando. Inténtalo de nuevo en un momento.',
  'object-locked': 'El objeto está bloqueado. Desbloquéalo primero.',
  'object-leased':
    'Otra persona está trabajando en este objeto. Toma el relevo (Mayús + T) o espera un momento.',
  'nothing-to-undo': 'No queda nada tuyo que deshacer en esta imagen.',
  'nothing-to-redo': 'No hay nada tuyo que rehacer en esta imagen.',
  'undo-refused': 'Este paso no se puede deshacer: desde entonces alguien ha editado o bloqueado el objeto.',
  'outside-image': 'Este punto está fuera de la imagen.',
  'unknown-object': 'Este objeto ya no está en la imagen. Recarga la página o empieza un objeto nuevo.',
  'unknown-label': 'Esta etiqueta ya no es del proyecto. Recarga la página.',
  'worker-unavailable':
    'El modelo no pudo responder. El clic está guardado y tendrá su máscara cuando responda un worker.',
  'model-unavailable':
    'Ningún worker en marcha tiene este modelo. Los clics se guardan y tendrán sus máscaras cuando alguno lo tenga.',
  'out-of-memory':
    'Con esta imagen el modelo no cabe en la memoria del worker. El clic está guardado; elige un modelo más pequeño para esta imagen.',

  'no-answer': 'El servidor no respondió sobre este archivo.',
  'empty-file': 'El archivo está vacío. Cópialo de nuevo.',
  truncated:
    'El archivo termina antes de tiempo y solo contiene una parte de la imagen. Cópialo o descárgalo de nuevo.',
  'cannot-decode': 'La imagen está dañada. Guárdala de nuevo.',
  'too-many-pixels':
    'La imagen tiene más píxeles de los que admite este servidor. Redúcela o divídela en partes.',
  'unsupported-type': 'No se admite este tipo de imagen. Conviértela a JPEG, PNG, WebP o TIFF.',
  svg: 'SVG es un dibujo, no píxeles. Expórtalo como PNG.',
  html: 'Esto es una página web, no una imagen. Guarda la imagen misma.',
  'not-an-image': 'El contenido no es el de una imagen, diga lo que diga su nombre.',
  'processing-failed':
    'No se pudo procesar la imagen; quizá necesita más memoria de la que tiene el servidor. Redúcela y súbela de nuevo.',
  'file-missing': 'Falta el archivo de esta imagen en el servidor. Súbela de nuevo.',
};
