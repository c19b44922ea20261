import { DECIDE_EXAMPLES } from './decide-examples.js';
import type { Example } from './example.js';
import { SIMULATE_EXAMPLES } from './simulate-examples.js';

/** All examples, in the order of the page. */
export const EXAMPLE_GROUPS: readonly { readonly title: string; readonly examples: readonly Example[] }[] = [
  { title: 'Which version should get more traffic?', examples: DECIDE_EXAMPLES },
  { title: 'How would a release go?', examples: SIMULATE_EXAMPLES },
];
