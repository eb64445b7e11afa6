/** The pages that need no account, and the dialog that asks for the password again. */
export const login = {
  title: 'Log in',
  slogan: 'Stipple turns dots into masks.',
  usernameOrEmail: 'Username or e-mail',
  password: 'Password',
  logIn: 'Log in',
  forgot: 'Forgot your password?',

  resetTitle: 'Reset your password',
  email: 'E-mail',
  emailHint: 'We send a link for a new password to this address.',
  sendLink: 'Send the link',
  linkSent:
    'If an account has the address {email}, a message with a link is on its way to it. The link works once and for a limited time.',
  backToLogin: 'Back to the login',

  chooseTitle: 'Choose a new password',
  newPassword: 'New password',
  newPasswordHint: 'At least 8 characters, and none that is easy to guess.',
  sameAgain: 'The same again',
  differ: 'The two passwords differ.',
  setPassword: 'Set the password',
  linkTooOld: 'The link is too old? Ask for another',
  changedTitle: 'Your password is changed',
  changed: 'You can log in with it now.',

  sessionEnded: 'Your session has ended',
  sessionEndedHint: 'Log in again to go on. Your work on this page is kept and sent afterwards.',
} as const;
