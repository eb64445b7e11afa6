import type { Catalogue } from '../catalogue';
import { app } from './app';
import { common } from './common';
import { login } from './login';
import { problems } from './problems';

export const de: Catalogue = { app, common, login, problems };
