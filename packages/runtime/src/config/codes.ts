/** What a code stands for; the page of diagnostics is generated from this. */
export interface ConfigurationCodeDescription {
  /** What is wrong, in a few words. */
  readonly title: string;
  /** Why it matters and how to mend it. */
  readonly explanation: string;
}

const describe = (title: string, explanation: string): ConfigurationCodeDescription => ({
  title,
  explanation,
});

/** Every finding about a gateway or policy file by its stable code; what an expression gets wrong has lang's codes. */
export const CONFIGURATION_CODES = {
  // Reading YAML
  'yaml-syntax': describe(
    'text that is not YAML',
    'Indent with spaces, close quotes and brackets, put a blank after `:`.',
  ),
  'yaml-too-long': describe('more than 1 MiB in one file', 'Split it into several files of one folder.'),
  'yaml-too-deep': describe('nesting deeper than 32', 'No gateway or policy needs that many levels.'),
  'yaml-too-large': describe(
    'more than 50 000 keys and values in one document, or 10 000 documents in one file',
    'Aliases count as often as they are used; nested ones multiply.',
  ),
  'yaml-tag': describe(
    'a YAML tag',
    'Values are plain text, numbers, maps and lists; quote a text that looks like a number.',
  ),
  'duplicate-key': describe(
    'a key that stands twice in one map',
    'One of the two would be lost silently; keep one.',
  ),

  // Shape
  'not-an-object': describe(
    'a document that is no map',
    'A document has `apiVersion`, `kind`, `metadata` and `spec`.',
  ),
  'unknown-api-version': describe(
    'an `apiVersion` of another system',
    'It is `lamia/v1`, or `lamia.dev/v1` on Kubernetes.',
  ),
  'unknown-kind': describe('a `kind` that does not exist', 'It is `Gateway`, `Policy` or `Runtime`.'),
  'unknown-key': describe('a key that nothing reads', 'A misspelt setting would silently keep its default.'),
  'missing-key': describe('a key that is needed', 'The message names it.'),
  'wrong-type': describe(
    'a value of the wrong type',
    'The message says what is expected; quote a text that looks like a number.',
  ),
  'wrong-value': describe('a value that is not one of those possible', 'The message says which are.'),
  unsupported: describe(
    'something this version does not do yet',
    'It is refused, not ignored: nothing is applied without it.',
  ),
  'conflicting-keys': describe('two keys that say the same thing', 'Keep one of them.'),
  'import-lost': describe(
    'something of another system’s file that is not carried over',
    'An error where requests would go elsewhere without it: that gateway is then not written.',
  ),
  'import-changed': describe(
    'something of another system’s file that is written in another way',
    'Requests go where they went; the message says what differs.',
  ),
  'older-name': describe(
    'an older name or form of a setting',
    'It is understood; the message shows how it is written now, and `lamia fmt` writes it so.',
  ),
  'needless-key': describe('an older setting without a meaning here', 'Nothing reads it; remove it.'),

  // Meaning
  'unknown-version': describe(
    'a version that the gateway does not have',
    'Versions are the keys of `versions`.',
  ),
  'unknown-route': describe('a route that the gateway does not have', 'Routes are named in `routes`.'),
  'unreachable-route': describe(
    'a route that never gets a request',
    'A route without a condition takes every one.',
  ),
  'missing-default': describe(
    'no route for the requests that no condition is met by',
    'They would get an error from one data plane and something else from another.',
  ),
  'unknown-policy': describe(
    'a policy that no file declares',
    'A `ref` names the `metadata.name` of a `kind: Policy`.',
  ),
  'unknown-catalogue': describe(
    'a metrics catalogue that cannot be read',
    'Name a built-in one or the path of a catalogue file.',
  ),
  'unreadable-file': describe(
    'a file with a secret or certificates that cannot be read',
    'The path is relative to the file that names it. Secrets are read when they are wanted, never shown.',
  ),
  'weights-sum': describe(
    'weights of a route that do not sum to 100',
    'Nothing is scaled or filled up silently.',
  ),
  'too-precise': describe('a share finer than its target can hold', 'Nothing is rounded silently.'),
  'same-roles': describe(
    'one version that is baseline and candidate',
    'A release goes from one version to another.',
  ),
  'missing-candidate': describe(
    'a policy without a candidate',
    'Name the version to release as `candidate`.',
  ),
  'bad-address': describe('an address that cannot be used', 'It is `host:port`, with IPv6 in brackets.'),
  'forbidden-address': describe(
    'an address that traffic must not reach',
    'Link-local and metadata addresses and the gateways themselves are never upstreams.',
  ),
  'duplicate-name': describe('two things of one name', 'The message says where the first one stands.'),
  'duplicate-address': describe('two listeners on one address', 'One of them could not start.'),
  'slow-pace': describe(
    'an interval that cannot be kept',
    'A policy judges only a whole window at unchanged weights.',
  ),
  'unreachable-limit': describe(
    'a limit that can never be reached',
    'It reads like a safety net and is none.',
  ),
  'never-moves': describe(
    'a policy that can never move traffic',
    'A release by it could only end by hand or at its deadline.',
  ),
  'never-known': describe(
    'a window that can never hold enough samples',
    'What it counts would be unknown at every tick, and the release would be held for want of data.',
  ),
  'other-routes': describe(
    'metrics of requests that a policy does not move',
    'A version may be good for some requests and bad for others.',
  ),
  'outside-folder': describe(
    'a certificate that is not in the folder of the gateway’s file',
    'Whoever writes a gateway would choose which files of the machine are read. The runtime’s own configuration may name another folder.',
  ),
  'copies-judged': describe(
    'metrics that count copies of requests as requests of the version',
    'A version would be judged by requests whose answers nobody saw.',
  ),
  'not-a-share': describe(
    'the health of a version in a unit',
    'Health is a share from 0 to 1, which is compared with the limit of errors.',
  ),
  'unreachable-end': describe(
    'a release that cannot end in time',
    'Its deadline comes before its last step.',
  ),
} as const satisfies Readonly<Record<string, ConfigurationCodeDescription>>;

export type ConfigurationCode = keyof typeof CONFIGURATION_CODES;
