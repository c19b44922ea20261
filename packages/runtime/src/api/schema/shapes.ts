import { object } from '../../config/schema/objects.js';

/** The path or the query of an operation that has none. */
export const NONE = object('nothing', {});
