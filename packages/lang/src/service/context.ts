import type { CheckOptions } from '../check/options.js';
import type { ReadKey } from '../evaluate/read.js';
import type { Sample } from '../evaluate/value.js';

/**
 * What an editor knows of the place where a program will run: what the checker is told, and what is shown beside the text. All
 * of it may be left out.
 */
export interface ServiceContext extends CheckOptions {
  /** How a read of this version (null for one of none, or not known yet) is asked for, in PromQL; empty where that is not known. */
  readonly queriesOf?: (read: ReadKey, version: string | null) => readonly string[];
  /** The current value of a read of this version (null for a read of none); null where nobody has looked. */
  readonly sampleOf?: (read: ReadKey, version: string | null) => Sample | null;
  /** Names of headers that requests of this gateway have, offered before those that are common everywhere. */
  readonly headerNames?: readonly string[];
}
