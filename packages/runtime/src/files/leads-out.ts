import { realpath } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { errorCode } from '../errors/error-code.js';

/**
 * True where a path is not below a folder: as it is written, or where the links on its way lead. What is not there yet leads
 * nowhere.
 */
export async function leadsOut(path: string, folder: string): Promise<boolean> {
  if (!isBelow(resolve(path), resolve(folder))) return true;
  const [file, home] = [await target(path), await target(folder)];
  return file !== null && home !== null && !isBelow(file, home);
}

function isBelow(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

async function target(path: string): Promise<string | null> {
  try {
    return await realpath(path);
  } catch (error) {
    if (errorCode(error) === null) throw error;
    return null;
  }
}
