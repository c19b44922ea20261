import * as Type from 'typebox';
import { HEAD } from '../schema/head.js';
import { list, named, object, variants } from '../schema/objects.js';
import { COUNT, DURATION, FILE_PATH, HTTP_URL, OBJECT_NAME_RULES, TEXT, oneOf } from '../schema/scalars.js';
import { LEVELS } from './runtime-configuration.js';

/** A secret never stands in a configuration file itself: such files are shown around. */
export const SECRET = object('a map of `file`, the path of a file, or `env`, the name of a variable', {
  file: Type.Optional(FILE_PATH),
  env: Type.Optional(
    Type.String({
      title: 'the name of an environment variable such as `SLACK_URL`',
      pattern: '^[A-Za-z_][A-Za-z0-9_]*$',
    }),
  ),
});
export type SecretShape = Type.Static<typeof SECRET>;

const GATEWAY_PATTERN = Type.String({
  title: 'the name of a gateway, or `shop-*` for all that begin so; in a cluster `team/shop` or `team/*`',
  pattern: '^([a-z0-9-]{1,63}/)?([a-z0-9-]{1,63}\\*?|\\*)$',
});

const NOTIFIER_SETTINGS = {
  url: SECRET,
  level: Type.Optional(oneOf(...LEVELS)),
  gateways: Type.Optional(list('a list of gateways', GATEWAY_PATTERN, { minItems: 1, uniqueItems: true })),
  timeout: Type.Optional(DURATION),
};

const NOTIFIER = variants('kind', {
  slack: object('an incoming webhook of Slack', { kind: oneOf('slack'), ...NOTIFIER_SETTINGS }),
  webhook: object('a webhook of your own', {
    kind: oneOf('webhook'),
    ...NOTIFIER_SETTINGS,
    signingKey: SECRET,
  }),
});

const WEBHOOK = object('a webhook that is asked at gates', {
  url: SECRET,
  signingKey: SECRET,
  timeout: Type.Optional(DURATION),
});

const PROMETHEUS = object('a Prometheus server', {
  url: HTTP_URL,
  bearerToken: Type.Optional(SECRET),
  basicAuth: Type.Optional(
    object('a map of `username` and `password`', { username: TEXT, password: SECRET }),
  ),
  caFile: Type.Optional(FILE_PATH),
});

/** What a runtime itself is told: `lamia run --config FILE`. */
export const RUNTIME_DOCUMENT = object('a runtime', {
  ...HEAD,
  kind: oneOf('Runtime'),
  spec: object('a map that describes the runtime', {
    notifiers: Type.Optional(named('a map of notifiers', OBJECT_NAME_RULES, NOTIFIER)),
    webhooks: Type.Optional(named('a map of webhooks', OBJECT_NAME_RULES, WEBHOOK)),
    prometheus: Type.Optional(named('a map of Prometheus servers', OBJECT_NAME_RULES, PROMETHEUS)),
    maxReleases: Type.Optional(COUNT),
    upstreams: Type.Optional(list('a list of hosts', TEXT, { minItems: 1, uniqueItems: true })),
    certificates: Type.Optional(FILE_PATH),
  }),
});
export type RuntimeDocument = Type.Static<typeof RUNTIME_DOCUMENT>;
