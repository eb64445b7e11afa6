/** What people are in a team, and what they may do. */
export const roles = {
  owner: 'Owner',
  manager: 'Manager',
  reviewer: 'Reviewer',
  annotator: 'Annotator',
  viewer: 'Viewer',

  ownerMay: 'Owner: may do everything, also name other owners.',
  managerMay: 'Manager: runs projects, labels, images, and the members below managers.',
  reviewerMay: 'Reviewer: annotates, accepts and rejects, exports.',
  annotatorMay: 'Annotator: annotates and submits images.',
  viewerMay: 'Viewer: may look, and change nothing.',
} as const;
