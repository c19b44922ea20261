import { DECIDE_EXAMPLES } from './decide-examples.js';
import type { Example } from './example.js';

/** All examples, in the order of the page. */
export const EXAMPLE_GROUPS: readonly { readonly title: string; readonly examples: readonly Example[] }[] = [
  { title: 'Which version should get more traffic?', examples: DECIDE_EXAMPLES },
];
