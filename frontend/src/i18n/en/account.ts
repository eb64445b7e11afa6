/** The account page: profile, password, personal tokens. */
export const account = {
  title: 'Account',

  profile: 'Profile',
  profileHint: 'Your colleagues see this name beside your cursor and your work.',
  username: 'Username',
  email: 'E-mail',
  yourPassword: 'Your password',
  yourPasswordHint: 'Needed to change the e-mail address.',
  profileSaved: 'Your profile is saved.',

  password: 'Password',
  currentPassword: 'Current password',
  newPassword: 'New password',
  changePassword: 'Change the password',
  passwordChanged: 'Your password is changed.',

  tokens: 'Personal tokens',
  tokensHint:
    'For programs: send {header} with each request. A token may do what you may do, as far as you let it.',
  noTokens: 'You have no tokens.',
  beginsWith: 'Begins with',
  scope: 'May do',
  expires: 'Expires',
  lastUsed: 'Last used',
  notYet: 'Not yet',
  newToken: 'New token',
  newTokenTitle: 'New personal token',
  tokenNameHint: 'What uses it, for instance “nightly export”.',
  days: { one: '{count} day', other: '{count} days' },
  oneYear: 'One year',
  makeToken: 'Make the token',
  shownOnce: 'Copy the token now: it is shown only this once.',
  deleteTitle: 'Delete this token?',
  deleteLoss: 'Programs that use “{name}” lose access at once. This cannot be undone.',
  deleteAction: 'Delete the token',
  deleteNamed: 'Delete the token {name}',
} as const;
