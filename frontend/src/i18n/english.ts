import { en } from './en';
import { createT } from './translate';

/** For what is written down in English whatever the reader's language is (error objects), and for tests. */
export const english = createT('en', en);
