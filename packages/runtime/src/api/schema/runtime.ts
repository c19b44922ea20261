import { object } from '../../config/schema/objects.js';
import { oneOf } from '../../config/schema/scalars.js';
import { ROLES } from '../access/role.js';
import { TEXT, TIME } from './scalars.js';

export const RUNTIME = object('a runtime, and who asks it', {
  version: TEXT,
  caller: object('who asks', { name: TEXT, role: oneOf(...ROLES) }),
  /** So that a page can tell how long ago something was, whatever its own clock says. */
  now: TIME,
});
