import * as Type from 'typebox';
import { object, variants } from './objects.js';
import { COUNT, DURATION, HEALTH_PATH, HOST_NAME, PORT, STATUSES, oneOf } from './scalars.js';

const COMMON = {
  port: Type.Optional(PORT),
  interval: Type.Optional(DURATION),
  timeout: Type.Optional(DURATION),
  failures: Type.Optional(COUNT),
  successes: Type.Optional(COUNT),
};

/** How a data plane watches the endpoints of versions. */
export const HEALTH_CHECK = variants('type', {
  http: object('a request that an endpoint must answer', {
    type: oneOf('http'),
    path: Type.Optional(HEALTH_PATH),
    host: Type.Optional(HOST_NAME),
    status: Type.Optional(STATUSES),
    ...COMMON,
  }),
  tcp: object('a connection that an endpoint must accept', { type: oneOf('tcp'), ...COMMON }),
});
