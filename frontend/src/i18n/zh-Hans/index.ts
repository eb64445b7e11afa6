import type { Catalogue } from '../catalogue';
import { account } from './account';
import { actions } from './actions';
import { app } from './app';
import { attributes } from './attributes';
import { comments } from './comments';
import { common } from './common';
import { display } from './display';
import { editor } from './editor';
import { events } from './events';
import { fields } from './fields';
import { formats } from './formats';
import { groups } from './groups';
import { guidelines } from './guidelines';
import { hints } from './hints';
import { history } from './history';
import { imageSources } from './imageSources';
import { importNotes } from './importNotes';
import { importReasons } from './importReasons';
import { imports } from './imports';
import { jobStates } from './jobStates';
import { join } from './join';
import { keep } from './keep';
import { keyboard } from './keyboard';
import { labelKinds } from './labelKinds';
import { leases } from './leases';
import { login } from './login';
import { many } from './many';
import { marks } from './marks';
import { modelStates } from './modelStates';
import { models } from './models';
import { palette } from './palette';
import { presets } from './presets';
import { problems } from './problems';
import { project } from './project';
import { projects } from './projects';
import { protocols } from './protocols';
import { quality } from './quality';
import { reviews } from './reviews';
import { roles } from './roles';
import { scopes } from './scopes';
import { settings } from './settings';
import { shortcuts } from './shortcuts';
import { signIn } from './signIn';
import { sourceCounts } from './sourceCounts';
import { sourceKinds } from './sourceKinds';
import { sourceReasons } from './sourceReasons';
import { sourceStates } from './sourceStates';
import { sources } from './sources';
import { team } from './team';
import { tools } from './tools';
import { touch } from './touch';
import { trims } from './trims';
import { unsure } from './unsure';
import { uploads } from './uploads';
import { versions } from './versions';
import { webhookEvents } from './webhookEvents';
import { webhooks } from './webhooks';
import { work } from './work';
import { workflow } from './workflow';
import { zoom } from './zoom';

export const zhHans: Catalogue = {
  sourceCounts,
  sourceStates,
  sourceKinds,
  sourceReasons,
  imageSources,
  account,
  actions,
  app,
  attributes,
  comments,
  common,
  editor,
  events,
  fields,
  hints,
  history,
  formats,
  importNotes,
  importReasons,
  imports,
  jobStates,
  join,
  keep,
  keyboard,
  palette,
  display,
  groups,
  guidelines,
  labelKinds,
  leases,
  login,
  many,
  marks,
  modelStates,
  models,
  presets,
  problems,
  project,
  projects,
  protocols,
  quality,
  reviews,
  roles,
  scopes,
  settings,
  shortcuts,
  signIn,
  sources,
  team,
  tools,
  touch,
  unsure,
  trims,
  uploads,
  versions,
  webhookEvents,
  webhooks,
  work,
  workflow,
  zoom,
};
