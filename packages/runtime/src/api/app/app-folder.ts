import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { errorCode } from '../../errors/error-code.js';

/** Where the built app of playground and console is, as a package beside the runtime's own; null where it is not installed. */
export function appFolder(from: string = import.meta.url): string | null {
  try {
    return join(dirname(createRequire(from).resolve('@lamia/playground/package.json')), 'dist');
  } catch (error) {
    if (errorCode(error) === 'MODULE_NOT_FOUND') return null;
    throw error;
  }
}
