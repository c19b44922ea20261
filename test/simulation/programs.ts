import { Programs } from '../../packages/runtime/src/release/program.js';

/**
 * Of all processes of all scenarios, and of the replay of what they logged: programs mean the same in all of them, and to check one takes
 * much longer than anything else that is done with it.
 */
export const PROGRAMS = new Programs();
