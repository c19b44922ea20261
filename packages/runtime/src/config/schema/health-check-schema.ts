import { needed, optional } from './meaning.js';
import { object, variants } from './objects.js';
import { COUNT, DURATION, HEALTH_PATH, HOST_NAME, PORT, STATUSES, oneOf } from './scalars.js';

const COMMON = {
  port: optional(PORT, 'Where an endpoint is asked; at its own port unless given.'),
  interval: optional(DURATION, 'How often an endpoint is asked; `2s` unless given.'),
  timeout: optional(DURATION, 'How long an endpoint has to answer; `1s` unless given.'),
  failures: optional(COUNT, 'Failures in a row until an endpoint gets nothing more; 3 unless given.'),
  successes: optional(COUNT, 'Successes in a row until an endpoint is back; 2 unless given.'),
};

/** How a data plane watches the endpoints of versions. */
export const HEALTH_CHECK = variants('type', {
  http: object('a request that an endpoint must answer', {
    type: needed(oneOf('http'), 'A `GET` that an endpoint must answer.'),
    path: optional(HEALTH_PATH, 'The path that is asked for; `/` unless given.'),
    host: optional(HOST_NAME, 'The host that the request names; `localhost` unless given.'),
    status: optional(STATUSES, 'Which answers are good; `200-399` unless given.'),
    ...COMMON,
  }),
  tcp: object('a connection that an endpoint must accept', {
    type: needed(oneOf('tcp'), 'A connection that an endpoint must accept.'),
    ...COMMON,
  }),
});
