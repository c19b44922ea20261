import { REST, FIRST_PROJECT, type RouteProject } from '../route/project.js';
import { ROUTE_STATE } from '../route/project-form.js';
import type { Example } from './example.js';

const route = (title: string, about: string, state: Partial<RouteProject>): Example => ({
  title,
  about,
  section: ROUTE_STATE.name,
  state: { ...FIRST_PROJECT, ...state },
});

/** Which requests belong to a route, in the founding words and in today's. */
export const ROUTE_EXAMPLES: readonly Example[] = [
  route('The founding condition', 'two user agents: an OR becomes several rules', {}),
  route('Testers first', 'people with a cookie see the new version, all others see the old one', {
    routes: [
      {
        id: 'a',
        name: 'testers',
        condition: 'cookie "group" exact "testers"',
        percents: [0, 100],
        mirror: null,
      },
    ],
    saved: [
      {
        id: 's1',
        name: 'a tester',
        request: { path: '/', headers: [['Cookie', 'group=testers']] },
        expected: 'a',
      },
      { id: 's2', name: 'anybody', request: { path: '/', headers: [] }, expected: REST },
    ],
  }),
  route('Part of a site', 'a path and everything below it, but not for robots, and only by GET', {
    routes: [
      {
        id: 'a',
        name: 'cart',
        condition: 'method exact "GET" and path under "/cart" and not header "User-Agent" contains "bot"',
        percents: [80, 20],
        mirror: null,
      },
    ],
    saved: [
      {
        id: 's1',
        name: 'the cart',
        request: { method: 'GET', path: '/cart/items', headers: [] },
        expected: 'a',
      },
      {
        id: 's2',
        name: 'not the carton',
        request: { method: 'GET', path: '/carton', headers: [] },
        expected: REST,
      },
    ],
  }),
  route('A route that is never reached', 'the first route takes all that the second one would', {
    routes: [
      { id: 'a', name: 'shop', condition: 'path under "/shop"', percents: [100, 0], mirror: null },
      { id: 'b', name: 'sale', condition: 'path under "/shop/sale"', percents: [0, 100], mirror: null },
    ],
    saved: [{ id: 's1', name: 'the sale', request: { path: '/shop/sale', headers: [] }, expected: 'b' }],
  }),
];
