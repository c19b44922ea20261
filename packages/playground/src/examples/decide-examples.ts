import { DECIDE, type DecideState } from '../decide/decide-state.js';
import type { Example } from './example.js';

const decide = (title: string, about: string, state: Partial<DecideState>): Example => ({
  title,
  about,
  section: DECIDE.name,
  state: { ...DECIDE.initial, ...state },
});

const FOUNDING = `if ( ( metric "version1" "external_upstream_rq_2xx" / metric "version1" "upstream_rq_total" )
   > ( metric "version2" "external_upstream_rq_2xx" / metric "version2" "upstream_rq_total" ) ) {
  result = version1;
} else if ( ( metric "version1" "external_upstream_rq_2xx" / metric "version1" "upstream_rq_total" )
          < ( metric "version2" "external_upstream_rq_2xx" / metric "version2" "upstream_rq_total" ) ) {
  result = version2;
} else {
  result = nil;
}
result
`;

const MARGINS = `// Wants 100 requests of each version, and a difference of more than one percentage point either way.
let good = metric candidate status_2xx / atLeast(100, metric candidate requests);
let before = metric baseline status_2xx / atLeast(100, metric baseline requests);
if (good > before + 1%) {
  result = candidate;
} else if (good < before - 1%) {
  result = baseline;
}
result
`;

const FASTER = `// The candidate may be a fifth slower, and must not fail more often.
if (metric candidate latency_p95 > metric baseline latency_p95 * 1.2
    or metric candidate error_rate > metric baseline error_rate + 0.5%) {
  result = baseline;
} else {
  result = candidate;
}
result
`;

const EARLIER = `if ( ( metric "dest-1:9191/subset1" "response_code_2xx" / metric "dest-1:9191/subset1" "requests" )
   > ( metric "dest-1:9191/subset2" "response_code_2xx" / metric "dest-1:9191/subset2" "requests" ) )
{ result = "dest-1:9191/subset1"; }
else { result = "dest-1:9191/subset2"; }
result
`;

/** Which version should get more traffic, in the founding words and in today's. */
export const DECIDE_EXAMPLES: readonly Example[] = [
  decide('The founding program', 'the better of two versions by their share of good answers; a tie holds', {
    expression: FOUNDING,
  }),
  decide('The founding score', 'one number for every version, and the highest wins', {
    expression:
      '(external_upstream_rq_2xx + upstream_rq_3xx) / (upstream_rq_total - external_upstream_rq_4xx)\n',
    versions: ['version1', 'version2', 'version3'],
    candidate: '',
    values: {
      version1: {
        external_upstream_rq_2xx: '930',
        upstream_rq_3xx: '30',
        external_upstream_rq_4xx: '20',
        upstream_rq_total: '1000',
      },
      version2: {
        external_upstream_rq_2xx: '480',
        upstream_rq_3xx: '10',
        external_upstream_rq_4xx: '5',
        upstream_rq_total: '500',
      },
      version3: {
        external_upstream_rq_2xx: '90',
        upstream_rq_3xx: '0',
        external_upstream_rq_4xx: '0',
        upstream_rq_total: '100',
      },
    },
  }),
  decide('Enough requests, and a margin', 'unknown until both versions have had a hundred requests', {
    expression: MARGINS,
    catalogue: 'envoy',
    values: {
      version1: { status_2xx: '960', requests: '1000' },
      version2: { status_2xx: '64', requests: '65' },
    },
  }),
  decide('Fast and faultless', 'two reasons to go back, each with its own margin', {
    expression: FASTER,
    catalogue: 'istio',
    values: {
      version1: { latency_p95: '0.180', error_rate: '0.4%' },
      version2: { latency_p95: '0.205', error_rate: '0.7%' },
    },
  }),
  decide('No data never decides', 'a series is missing: undecided, and the reason says which', {
    values: {
      version1: { external_upstream_rq_2xx: '960', upstream_rq_total: '1000' },
      version2: { external_upstream_rq_2xx: 'no series', upstream_rq_total: '0' },
    },
  }),
  decide(
    'An earlier dialect',
    'destinations, ports and subsets, as they were written before; Format writes them as today',
    {
      expression: EARLIER,
      versions: ['dest-1:9191/subset1', 'dest-1:9191/subset2'],
      baseline: 'dest-1:9191/subset1',
      candidate: 'dest-1:9191/subset2',
      values: {
        'dest-1:9191/subset1': { response_code_2xx: '95', requests: '100' },
        'dest-1:9191/subset2': { response_code_2xx: '98', requests: '100' },
      },
    },
  ),
];
