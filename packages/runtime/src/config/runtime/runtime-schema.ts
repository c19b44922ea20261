import * as Type from 'typebox';
import { HEAD } from '../schema/head.js';
import { needed, optional } from '../schema/meaning.js';
import { list, named, object, variants } from '../schema/objects.js';
import { COUNT, DURATION, FILE_PATH, HTTP_URL, OBJECT_NAME_RULES, TEXT, oneOf } from '../schema/scalars.js';
import { LEVELS } from './runtime-configuration.js';

/** A secret never stands in a configuration file itself: such files are shown around. */
export const SECRET = object('a map of `file`, the path of a file, or `env`, the name of a variable', {
  file: optional(FILE_PATH, 'The file that holds it, read anew whenever it is wanted.'),
  env: optional(
    Type.String({
      title: 'the name of an environment variable such as `SLACK_URL`',
      pattern: '^[A-Za-z_][A-Za-z0-9_]*$',
    }),
    'The environment variable that holds it.',
  ),
});
export type SecretShape = Type.Static<typeof SECRET>;

const GATEWAY_PATTERN = Type.String({
  title: 'the name of a gateway, or `shop-*` for all that begin so; in a cluster `team/shop` or `team/*`',
  pattern: '^([a-z0-9-]{1,63}/)?([a-z0-9-]{1,63}\\*?|\\*)$',
});

const SIGNING_KEY = 'What requests are signed with, as Standard Webhooks says.';

const NOTIFIER_SETTINGS = {
  url: needed(SECRET, 'Where it is told; a secret, since whoever knows it can write there.'),
  level: optional(
    oneOf(...LEVELS),
    'From which level on it is told: `info` (everything), `warning` (also what was superseded, or changed by somebody else and repaired), or `error` (only what failed, or was aborted, rolled back or held). `info` unless given.',
  ),
  gateways: optional(
    list('a list of gateways', GATEWAY_PATTERN, { minItems: 1, uniqueItems: true }),
    'Which gateways it is told of; all unless given.',
  ),
  timeout: optional(
    DURATION,
    'How long it has to answer; `5s` unless given. What fails is tried again for a day.',
  ),
};

const NOTIFIER = variants('kind', {
  slack: object('an incoming webhook of Slack', {
    kind: needed(oneOf('slack'), 'An incoming webhook of Slack.'),
    ...NOTIFIER_SETTINGS,
  }),
  webhook: object('a webhook of your own', {
    kind: needed(oneOf('webhook'), 'A webhook of your own, which gets JSON by POST.'),
    ...NOTIFIER_SETTINGS,
    signingKey: needed(SECRET, SIGNING_KEY),
  }),
});

const WEBHOOK = object('a webhook that is asked at gates', {
  url: needed(SECRET, 'Where it is asked; a secret, since whoever knows it may be answered.'),
  signingKey: needed(SECRET, SIGNING_KEY),
  timeout: optional(
    DURATION,
    'How long one request may take; `5s` unless given. How long an answer is waited for is said by the gate.',
  ),
});

const PROMETHEUS = object('a Prometheus server', {
  url: needed(HTTP_URL, 'The address of the server, as gateways write it.'),
  bearerToken: optional(SECRET, 'The token that the server wants.'),
  basicAuth: optional(
    object('a map of `username` and `password`', {
      username: needed(TEXT, 'The name to log in by.'),
      password: needed(SECRET, 'The password.'),
    }),
    'A name and password that the server wants.',
  ),
  caFile: optional(FILE_PATH, "Certificates to trust in place of the system's."),
});

/** What a runtime itself is told: `lamia run --config FILE`. */
export const RUNTIME_DOCUMENT = object('a runtime', {
  ...HEAD,
  kind: needed(oneOf('Runtime'), 'What a runtime itself is told, by whoever starts it.'),
  spec: needed(
    object('a map that describes the runtime', {
      notifiers: optional(
        named('a map of notifiers', OBJECT_NAME_RULES, NOTIFIER),
        'Who is told what becomes of releases, by names of your own.',
      ),
      webhooks: optional(
        named('a map of webhooks', OBJECT_NAME_RULES, WEBHOOK),
        'The webhooks that gates may ask, by the names that gates call them.',
      ),
      prometheus: optional(
        named('a map of Prometheus servers', OBJECT_NAME_RULES, PROMETHEUS),
        'For a controller: the servers that the gateways of a cluster may read, and how, by names of your own.',
      ),
      maxReleases: optional(
        COUNT,
        'How many releases may be under way at once, the others wait; any number unless given.',
      ),
      upstreams: optional(
        list('a list of hosts', TEXT, { minItems: 1, uniqueItems: true }),
        'Where versions may be: `shop.internal`, `*.internal`, `10.0.0.7` or `10.0.0.0/8`; anywhere that is not forbidden to all unless given.',
      ),
      certificates: optional(
        FILE_PATH,
        'The folder of the certificates of all gateways; unless given each has them in the folder of its own file.',
      ),
    }),
    'What the runtime is told.',
  ),
});
export type RuntimeDocument = Type.Static<typeof RUNTIME_DOCUMENT>;
