import * as Type from 'typebox';
import { needed, optional } from './meaning.js';
import { list, object, variants } from './objects.js';
import { CATALOGUE, DURATION, FILE_PATH, HTTP_URL, SWITCH, TEXT, oneOf } from './scalars.js';

const BREAKER = object('a map of `failures`, `pause` and `longestPause`', {
  failures: optional(
    Type.Integer({ title: 'a whole number from 1 on', minimum: 1 }),
    'Ticks in a row without any answer after which the source is left alone; 5 unless given.',
  ),
  pause: optional(DURATION, 'For how long, until one query tries it; `10s` unless given.'),
  longestPause: optional(
    DURATION,
    'What the pause grows to, twice as long after each trial that fails; `2m` unless given.',
  ),
});

const SOURCE_TIMEOUT = {
  timeout: optional(DURATION, 'How long the source has to answer; `5s` unless given.'),
};

const SOURCE = variants('kind', {
  prometheus: object('a Prometheus server', {
    kind: needed(oneOf('prometheus'), 'A Prometheus server.'),
    url: needed(
      HTTP_URL,
      'The address of the server; in a cluster one that whoever runs the controller allows.',
    ),
    ...SOURCE_TIMEOUT,
    bearerTokenFile: optional(
      FILE_PATH,
      'The file with the token that the server wants; in a cluster the configuration of the controller says so.',
    ),
    basicAuth: optional(
      object('a map of `username` and `passwordFile`', {
        username: needed(TEXT, 'The name to log in by.'),
        passwordFile: needed(FILE_PATH, 'The file with the password.'),
      }),
      'A name and password that the server wants; in a cluster the configuration of the controller says so.',
    ),
    caFile: optional(
      FILE_PATH,
      "Certificates to trust in place of the system's; in a cluster the configuration of the controller says so.",
    ),
    allowPromql: optional(
      SWITCH,
      'Whether programs may have queries of their own, `promql "…"`; never in a cluster. `false` unless given.',
    ),
    queriesPerSecond: optional(
      Type.Number({ title: 'a number above 0, such as `50`', exclusiveMinimum: 0, maximum: 10_000 }),
      'How many queries the server is asked on average, by all gateways that describe it like this; the others wait for their turn. 50 unless given.',
    ),
    breaker: optional(BREAKER, 'When a source that does not answer is left alone, and for how long.'),
  }),
  scrape: object('pages in the exposition format', {
    kind: needed(
      oneOf('scrape'),
      'Pages that the runtime reads itself, without Prometheus; not in a cluster.',
    ),
    urls: optional(
      list('a list of addresses', HTTP_URL, { minItems: 1, uniqueItems: true }),
      "The pages, in the exposition format of Prometheus; the data plane's own unless given.",
    ),
    ...SOURCE_TIMEOUT,
  }),
});

/** Where policies read, and how. */
export const METRICS = object('a map of `source`, `provider`, `window` and `scope`', {
  source: needed(SOURCE, 'Where samples are had from.'),
  provider: optional(CATALOGUE, 'The catalogue of metric names; that of the target unless given.'),
  window: optional(DURATION, 'The span of a read without `over`; `1m` unless given.'),
  scrapeInterval: optional(
    DURATION,
    'How often the source takes samples, two of which are awaited after a change of weights; `15s` for `prometheus` and `5s` for `scrape` unless given.',
  ),
  scope: optional(
    oneOf('gateway', 'route'),
    'Whose requests metrics are about: with `gateway` all of a version, with `route` those of the routes that the policy moves (`embedded`, and `haproxy` for one route). `gateway` unless given.',
  ),
});
