/** Put in by the bundler, from the package's own version; modules that run by themselves, as in tests, have none. */
declare const LAMIA_VERSION: string | undefined;

/** Of this build. */
export const VERSION: string = typeof LAMIA_VERSION === 'undefined' ? 'unbundled' : LAMIA_VERSION;
