import { PRESETS } from '../simulate/presets.js';
import type { Example } from './example.js';

/** Releases to watch before one plays one's own. */
export const SIMULATE_EXAMPLES: readonly Example[] = PRESETS.map(({ title, about, scenario }) => ({
  title: `${title.charAt(0).toUpperCase()}${title.slice(1)}`,
  about: `${about}.`,
  section: 'simulate',
  state: scenario,
}));
