/** The frame around every page: menus, messages, waiting. */
export const app = {
  home: 'Stipple: all projects',
  pages: 'Pages',
  projects: 'Projects',
  team: 'Team',
  models: 'Models',

  yourAccount: 'Your account',
  account: 'Account',
  apiDocs: 'API documentation',
  appearance: 'Appearance',
  system: 'System',
  light: 'Light',
  dark: 'Dark',
  language: 'Language',
  logOut: 'Log out',

  notFoundTitle: 'Not found, or no access',
  notFound:
    'This page does not exist, or your account may not see it. If somebody sent you the link, ask them to add you to their team.',
  crashTitle: 'Something went wrong',
  crashUnknown: 'The page could not be shown.',
  crashAdvice: 'What was saved is safe; a reload usually helps.',
  reload: 'Reload the page',
  allProjects: 'All projects',

  close: 'Close',
  showPassword: 'Show or hide the password',

  loading: 'Loading',
  loadingMore: 'Loading more',
  loadingEditor: 'Loading the editor',
  loadingPage: 'Loading the page',
  loadingModel: 'Loading the model',
} as const;
