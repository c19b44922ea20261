/** Put in by the build, from the package's own version. */
declare const LAMIA_VERSION: string;

export const VERSION = LAMIA_VERSION;
