/** What the server's problem codes mean. English readers see the server's own sentence, which says more. */
export const problems = {
  offline: 'The server cannot be reached. Check the connection and try again.',
  'server-error': 'The server failed. Try again; if it stays, tell whoever runs Stipple.',
  'not-logged-in': 'You are not logged in. Log in and try again.',
  'bad-credentials': 'This name and password do not belong together. Try again.',
  'bad-token': 'This link is no longer valid. Ask for a new one.',
  csrf: 'The page is too old to send this. Reload it and try again.',
  forbidden: 'Your role does not allow this.',
  'role-too-low': 'Your role does not allow this. Ask an owner or a manager of the organization.',
  'scope-too-low': 'This token may not do that. Make another one with a wider scope.',
  'bad-invitation': 'This invitation does not work any more. Ask for a new one.',
  'not-found': 'This does not exist, or you have no access to it.',
  'too-large': 'The file is too large for this server.',
  'rate-limited': 'Too many requests. Wait a moment and try again.',
  'last-owner': 'An organization needs an owner. Make somebody else owner first.',
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
