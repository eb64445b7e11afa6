import type { Catalogue } from '../catalogue';
import { account } from './account';
import { app } from './app';
import { common } from './common';
import { login } from './login';
import { presets } from './presets';
import { problems } from './problems';
import { project } from './project';
import { projects } from './projects';
import { roles } from './roles';
import { settings } from './settings';
import { uploads } from './uploads';
import { workflow } from './workflow';

export const ja: Catalogue = {
  account,
  app,
  common,
  login,
  presets,
  problems,
  project,
  projects,
  roles,
  settings,
  uploads,
  workflow,
};
