import { DECIDE_EXAMPLES } from './decide-examples.js';
import type { Example } from './example.js';
import { ROUTE_EXAMPLES } from './route-examples.js';
import { SIMULATE_EXAMPLES } from './simulate-examples.js';

/** All examples, in the order of the page. */
export const EXAMPLE_GROUPS: readonly { readonly title: string; readonly examples: readonly Example[] }[] = [
  { title: 'Which version should get more traffic?', examples: DECIDE_EXAMPLES },
  { title: 'Which requests belong to a route?', examples: ROUTE_EXAMPLES },
  { title: 'How would a release go?', examples: SIMULATE_EXAMPLES },
];
