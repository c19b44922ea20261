import { TAB_STORAGE } from '../state/tab-storage.js';
import { RuntimeClient } from './client.js';
import { TokenKeeper } from './token.js';

/** The reader's token, one for the page's life: it is nowhere but here. */
export const KEEPER = new TokenKeeper(TAB_STORAGE);

/** The runtime that serves this page, for every section that asks it for something. */
export const CLIENT = new RuntimeClient(new URL('.', document.baseURI).href, () => KEEPER.token);
