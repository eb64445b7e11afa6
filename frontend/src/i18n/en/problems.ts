/** What the server's problem codes mean. English readers see the server's own sentence, which says more. */
export const problems = {
  offline: 'The server cannot be reached. Check the connection and try again.',
  'server-error': 'The server failed. Try again; if it stays, tell whoever runs Stipple.',
  'not-logged-in': 'You are not logged in. Log in and try again.',
  'bad-credentials': 'This name and password do not belong together. Try again.',
  'bad-token': 'This link is no longer valid. Ask for a new one.',
  'bad-code':
    'This code is not right, or it has been used. Wait for the next one of your app, or use a recovery code.',
  'mfa-required': 'Now the code of your authenticator app, or a recovery code.',
  'mfa-setup-required':
    'This team asks for two-step login. Set it up on your account page; your role there waits for it.',
  'login-expired': 'The first step of this login is too long ago. Begin again.',
  'password-login-off': 'Only superusers log in with a password here. Use single sign-on.',
  'sso-unavailable':
    'The single sign-on does not answer. Try again in a moment; if it stays, tell whoever runs Stipple.',
  'last-way-in':
    'This is your only way in. Get a password first: log out and choose “Forgot your password?”.',
  'sso-cancelled': 'You have cancelled the login over there. Try again, or log in another way.',
  'sso-stale': 'This login was begun in another window or too long ago. Begin again here.',
  'sso-failed': 'The single sign-on did not work. Try again; if it stays, tell whoever runs Stipple.',
  'sso-unverified':
    'There is an account with your e-mail address here, but your single sign-on has not verified the address. Log in with your password and connect the single sign-on on your account page.',
  'sso-connect-first':
    'The account with your e-mail address is not connected by the address alone: it is an operator’s, or somebody’s login is connected to it already. Log in to it and connect the single sign-on on your account page; if you cannot, choose “Forgot your password?”. If no letter comes, ask whoever runs Stipple.',
  'sso-inactive': 'This account has been switched off. Ask whoever runs Stipple.',
  'sso-taken':
    'That account is connected to somebody else here. Log in with it instead, or choose another one.',
  'operators-only': 'These pages are for operators. Log in as one.',
  csrf: 'The page is too old to send this. Reload it and try again.',
  forbidden: 'Your role does not allow this.',
  'role-too-low': 'Your role does not allow this. Ask an owner or a manager of the team.',
  'scope-too-low': 'This token may not do that. Make another one with a wider scope.',
  'bad-invitation': 'This invitation does not work any more. Ask for a new one.',
  'invited-another':
    'This invitation was sent to another address. Log in with the account of that address, or ask for another invitation.',
  'joined-before':
    'You have joined by this invitation before and are not in the team any more. Ask an owner or a manager to invite you again.',
  'member-already':
    'You are in this team already; the invitation does not change your role. For another one, ask an owner or a manager.',
  'not-found': 'This does not exist, or you have no access to it.',
  'too-large': 'The file is too large for this server.',
  'upload-busy': 'Another request is still writing to this upload. It goes on in a moment.',
  'upload-gone': 'This upload is past its time. Choose the file again.',
  'wrong-offset': 'The server has another part of this file than expected. It goes on by itself.',
  'checksum-mismatch': 'A part of the file was damaged on the way. It is sent again.',
  'unsupported-version': 'The server and this page do not understand each other. Reload the page.',
  'disk-full': 'The disk of the server is full. What has arrived is kept; tell whoever runs Stipple.',
  'rate-limited': 'Too many requests. Wait a moment and try again.',
  'last-owner': 'A team needs an owner. Make somebody else owner first.',
  'model-in-use': 'The model is still in use. Give those projects and unfinished images another one first.',
  'result-expired': 'The result was kept for a week and is gone. Start the job again.',
  'worker-lost':
    'The worker died several times while doing this, maybe for want of memory. Tell whoever runs Stipple.',

  'image-not-ready': 'This image is still being processed. Try again in a moment.',
  'object-locked': 'The object is locked. Unlock it first.',
  'object-leased': 'Somebody else is working on this object. Take it over (Shift + T), or wait a moment.',
  'nothing-to-undo': 'There is nothing of yours left to undo in this image.',
  'nothing-to-redo': 'There is nothing of yours to redo in this image.',
  'undo-refused':
    'This step cannot be taken back: since then somebody has worked on the object or locked it.',
  'outside-image': 'This place lies outside the image.',
  'unknown-object': 'This object is not in the image any more. Reload the page, or start a new object.',
  'unknown-label': 'This label is not one of the project any more. Reload the page.',
  'worker-unavailable':
    'The model could not answer. The click is saved and gets its mask when a worker answers.',
  'model-unavailable':
    'No running worker has this model. Clicks are saved and get their masks when one does.',
  'out-of-memory':
    'The model does not fit into the worker’s memory with this image. The click is saved; choose a smaller model for this image.',

  'no-answer': 'The server did not answer for this file.',
  'empty-file': 'The file is empty. Copy it again from where it came.',
  truncated: 'The file ends too early and holds only a part of the image. Copy or download it again.',
  'cannot-decode': 'The image is damaged. Save it anew.',
  'too-many-pixels': 'The image has more pixels than this server takes. Scale it down or cut it into parts.',
  'unsupported-type': 'This kind of image is not taken. Convert it to JPEG, PNG, WebP or TIFF.',
  svg: 'SVG is a drawing, not pixels. Export it as PNG.',
  html: 'This is a web page, not an image. Save the image itself.',
  'not-an-image': 'The content is not that of an image, whatever its name says.',
  'processing-failed':
    'The image could not be processed; it may need more memory than the server has. Scale it down and upload it again.',
  'file-missing': 'The file of this image is missing on the server. Upload it again.',
} as const;
