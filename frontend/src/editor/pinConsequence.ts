/** What giving an image another model changes, before it is done. `isServed`: a running worker has that model. */
export function pinConsequence(title: string, isServed: boolean): string {
  const change = `The masks that are here stay until somebody clicks again: then ${title} computes the masks of that object and of unfinished ones beside it, for everybody who works on this image. The change is recorded in the history.`;
  if (isServed) return change;
  return `${change} No running worker serves it now: clicks are saved and wait until one does.`;
}
