import { app } from './app';
import { common } from './common';
import { login } from './login';
import { problems } from './problems';

export const en = { app, common, login, problems } as const;

export type English = typeof en;
