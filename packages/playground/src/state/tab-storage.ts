import type { TabStorage } from '../runtime-api/token.js';

/** What is kept for the life of the tab. A browser that forbids storage throws at the mere name of it, and so does each use of this. */
export const TAB_STORAGE: TabStorage = {
  getItem: (key) => sessionStorage.getItem(key),
  setItem: (key, text) => sessionStorage.setItem(key, text),
  removeItem: (key) => sessionStorage.removeItem(key),
};
