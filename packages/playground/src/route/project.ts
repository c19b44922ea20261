import type { RequestInput } from '@lamia/lang';
import { FIRST_TARGETS, type TargetsDraft } from './gateway/targets-draft.js';
import { plainService, type ServiceDraft } from './gateway/services.js';
import { EMPTY_FORM, type RequestForm } from './requests/form.js';

/** A route as it is being written. */
export interface RouteDraft {
  /** Stays the same when the route is renamed or moved. */
  readonly id: string;
  readonly name: string;
  readonly condition: string;
  /** In the order of the project's versions; they should sum to 100. */
  readonly percents: readonly number[];
  readonly mirror: MirrorDraft | null;
}

/** Which version gets a copy of how many of a route's requests. */
export interface MirrorDraft {
  readonly version: string;
  readonly percent: number;
}

/** A request that is kept, and the route that is to take it. */
export interface SavedRequest {
  readonly id: string;
  readonly name: string;
  readonly request: RequestInput;
  /** The id of a route, or `REST`. */
  readonly expected: string;
}

/** What stands in the request tester. */
export interface TesterDraft {
  readonly entry: 'text' | 'form';
  readonly text: string;
  readonly form: RequestForm;
}

/** Everything of the page that is kept and shared: a gateway's routes and the requests that they are tried with. */
export interface RouteProject {
  readonly name: string;
  readonly namespace: string;
  /** In lower case; none for any host. */
  readonly hosts: readonly string[];
  readonly versions: readonly string[];
  /** How each version is reached, in their order. */
  readonly services: readonly ServiceDraft[];
  readonly routes: readonly RouteDraft[];
  /** What is left for all other requests. */
  readonly rest: readonly number[];
  readonly restMirror: MirrorDraft | null;
  readonly targets: TargetsDraft;
  readonly saved: readonly SavedRequest[];
  readonly tester: TesterDraft;
}

/** The id of what takes all that no route does. */
export const REST = 'rest';

const CHROME =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36';
const SAFARI =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15';

/** The founding example: half of the people with Chrome or a Nexus 6P see the new version, nobody else does. */
export const FIRST_PROJECT: RouteProject = {
  name: 'shop',
  namespace: 'default',
  hosts: [],
  versions: ['version1', 'version2'],
  services: [plainService(), plainService()],
  routes: [
    {
      id: 'a',
      name: 'chrome',
      condition: 'header "User-Agent" regex "^.*(Chrome).*$" or header "User-Agent" regex "^.*(Nexus 6P).*$"',
      percents: [50, 50],
      mirror: null,
    },
    {
      id: 'b',
      name: 'safari',
      condition: 'header "User-Agent" regex "^.*(Safari).*$"',
      percents: [100, 0],
      mirror: null,
    },
  ],
  rest: [100, 0],
  restMirror: null,
  targets: FIRST_TARGETS,
  saved: [
    {
      id: 's1',
      name: 'Chrome on Linux',
      request: { path: '/', headers: [['User-Agent', CHROME]] },
      expected: 'a',
    },
    {
      id: 's2',
      name: 'Safari on a Mac',
      request: { path: '/', headers: [['User-Agent', SAFARI]] },
      expected: 'b',
    },
    {
      id: 's3',
      name: 'a command line',
      request: { path: '/', headers: [['User-Agent', 'curl/8.5.0']] },
      expected: REST,
    },
  ],
  tester: {
    entry: 'text',
    text: `curl http://shop.example/cart -A "${CHROME}"`,
    form: EMPTY_FORM,
  },
};

/** An id that no item of a list has yet. */
export function freshId(items: readonly { readonly id: string }[], prefix: string): string {
  const taken = new Set(items.map(({ id }) => id));
  let number = items.length + 1;
  while (taken.has(`${prefix}${number}`)) number += 1;
  return `${prefix}${number}`;
}
