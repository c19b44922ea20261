import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { examples, folderWith, lamia } from './lamia.js';

const GATEWAY = `apiVersion: lamia/v1
kind: Gateway
metadata: { name: shop }
spec:
  application: shop
  listen: 8080/http
  target: { kind: embedded }
  versions:
    version1: { address: "127.0.0.1:9001" }
    version2: { address: "127.0.0.1:9002" }
  baseline: version1
  candidate: version2
  metrics: { source: { kind: scrape }, window: 30s, scrapeInterval: 5s }
  routes:
    - name: default
      weights: { version1: 90, version2: 10 }
  policies:
    - type: custom
      interval: 1m
      expression: |
        if (metric candidate "status_2xx" / metric candidate "requests"
            > metric baseline "status_2xx" / metric baseline "requests") {
          result = candidate;
        }
        result
`;

const BROKEN = GATEWAY.replace('result = candidate;', 'result = version3;').replace(
  'version1: 90',
  'version1: 80',
);

/** Every kind of mistake that a user can make in a file, and what is said of it where. */
const MISTAKES: readonly (readonly [what: string, text: string, at: string, message: string])[] = [
  ['bad YAML', GATEWAY.replace('{ name: shop }', '{ name: shop'), 'bad.yaml:4:1', 'is not closed'],
  [
    'a tab',
    GATEWAY.replace('  application', '\tapplication'),
    'bad.yaml:5:1',
    'a tab cannot indent; use spaces',
  ],
  [
    'a key twice',
    `${GATEWAY}kind: Gateway\n`,
    'bad.yaml:26:1',
    '`kind` stands twice in this map; keep one of them',
  ],
  [
    'an unknown key',
    GATEWAY.replace('listen:', 'lisen:'),
    'bad.yaml:6:3',
    'unknown key `lisen` in `spec`; did you mean `listen`',
  ],
  [
    'an unknown kind',
    GATEWAY.replace('kind: Gateway', 'kind: Gatway'),
    'bad.yaml:2:7',
    'there is no kind `Gatway`; did you mean `Gateway`',
  ],
  [
    'a wrong type',
    GATEWAY.replace('interval: 1m', 'interval: 60'),
    'bad.yaml:19:17',
    '`interval` wants a duration such as `10s` or `1h30m`, not `60`',
  ],
  [
    'weights that do not sum to 100',
    GATEWAY.replace('version1: 90', 'version1: 80'),
    'bad.yaml:16:7',
    'the weights of route `default` sum to 90% instead of 100%: 10% is missing',
  ],
  [
    'an unknown version in weights',
    GATEWAY.replace('version2: 10', 'verson2: 10'),
    'bad.yaml:16:32',
    'the gateway has no version `verson2`; did you mean `version2`',
  ],
  [
    'an unknown candidate',
    GATEWAY.replace('candidate: version2', 'candidate: version3'),
    'bad.yaml:12:14',
    'the gateway has no version `version3`',
  ],
  [
    'an unknown version in a program',
    GATEWAY.replace('result = candidate;', 'result = version3;'),
    'bad.yaml:23:20',
    'the gateway has no version `version3`: did you mean `version1`?',
  ],
  [
    'an unknown metric',
    GATEWAY.replace('"requests"\n            >', '"requets"\n            >'),
    'bad.yaml:21:62',
    '`requets`',
  ],
  [
    'a syntax error in a program',
    GATEWAY.replace('result = candidate;', 'result = candidate'),
    'bad.yaml:24:9',
    'expected `;`',
  ],
  [
    'an address that must not be reached',
    GATEWAY.replace('127.0.0.1:9001', '169.254.169.254:80'),
    'bad.yaml:9:26',
    'is link-local',
  ],
  [
    'a policy of no kind',
    GATEWAY.replace('type: custom', 'type: helth'),
    'bad.yaml:18:13',
    'wants `time`, `health`, `metric` or `custom`, not `helth`; did you mean `health`',
  ],
  [
    'a last route with a condition',
    GATEWAY.replace('      weights:', '      condition: host exact "a"\n      weights:'),
    'bad.yaml:16:7',
    'the last route must take every request that no other takes',
  ],
  [
    'a condition that cannot be read',
    GATEWAY.replace(
      '      weights:',
      '      condition: >\n        host exact "a"\n        or header X ~= "b"\n      weights:',
    ),
    'bad.yaml:18:21',
    'there is no operator `~=`: write `regex` or `exact`',
  ],
];

describe('lamia check', () => {
  let folder: Awaited<ReturnType<typeof folderWith>>;
  beforeAll(async () => {
    folder = await folderWith({
      'good.yaml': GATEWAY,
      'broken.yaml': BROKEN,
      'decide.lamia': 'result = version1;',
    });
  });
  afterAll(() => folder.remove());

  test('has nothing to say of a sound gateway', async () => {
    expect(await lamia(['check', 'good.yaml'], { cwd: folder.path })).toEqual({
      code: 0,
      stdout: '',
      stderr: '',
    });
  });

  test.each(MISTAKES)('shows %s at its place, exit 1', async (_, text, at, message) => {
    const bad = await folderWith({ 'bad.yaml': text });
    try {
      const { code, stdout, stderr } = await lamia(['check', 'bad.yaml'], { cwd: bad.path });
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      const lines = stderr.split('\n').filter((line) => line.startsWith(`${at}: error: `));
      expect({ stderr, line: lines.join('\n') }).toEqual({ stderr, line: expect.stringContaining(message) });
      // A code frame: the line of the file with its number, and marks below the place.
      expect(stderr).toMatch(new RegExp(`^${at.split(':')[1] ?? ''} \\| .*\\n +\\| +\\^+`, 'm'));
    } finally {
      await bad.remove();
    }
  });

  test('prints one JSON document of the promised shape', async () => {
    const { code, stdout, stderr } = await lamia(['check', 'broken.yaml', 'decide.lamia', '--json'], {
      cwd: folder.path,
    });
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    const start = BROKEN.indexOf('version3');
    expect(JSON.parse(stdout)).toEqual({
      ok: false,
      files: [
        {
          file: 'broken.yaml',
          kind: 'gateway',
          diagnostics: [
            {
              code: 'weights-sum',
              severity: 'error',
              message: expect.any(String),
              start: BROKEN.indexOf('weights'),
              end: BROKEN.indexOf('weights') + 'weights'.length,
              line: 16,
              column: 7,
            },
            {
              code: 'unknown-version',
              severity: 'error',
              message: expect.any(String),
              start,
              end: start + 'version3'.length,
              line: 23,
              column: 20,
              fixes: [{ title: expect.any(String), edits: [{ start, end: start + 8, text: 'version1' }] }],
            },
          ],
        },
        {
          file: 'decide.lamia',
          kind: 'decision',
          diagnostics: [
            {
              code: 'unchecked-version',
              severity: 'info',
              message: expect.any(String),
              start: 9,
              end: 17,
              line: 1,
              column: 10,
            },
          ],
        },
      ],
    });
  });

  test('checks a program in its arguments', async () => {
    const { code, stderr } = await lamia([
      'check',
      '-e',
      'result = verison2;',
      '--versions',
      'version1,version2',
    ]);
    expect(code).toBe(1);
    expect(stderr).toContain(
      '-e:1:10: error: the gateway has no version `verison2`: did you mean `version2`?',
    );
  });

  test('checks against a catalogue, built in or of the user', async () => {
    const program = ['check', '-e', 'status_503 / requests'];
    expect((await lamia([...program, '--catalogue', 'embedded'])).code).toBe(0);
    expect((await lamia([...program, '--catalogue', 'haproxy'])).stderr).toContain('status_503');
    const unknown = await lamia([...program, '--catalogue', 'haproxi']);
    expect(unknown).toMatchObject({ code: 1, stderr: expect.stringContaining('did you mean `haproxy`') });
  });

  test('reads standard input', async () => {
    const program = await lamia(['check', '-'], { stdin: 'a +' });
    expect(program).toMatchObject({ code: 1, stderr: expect.stringContaining('-:1:4: error:') });
    const gateway = await lamia(['check', '-', '--json'], { stdin: GATEWAY });
    expect(JSON.parse(gateway.stdout)).toEqual({
      ok: true,
      files: [{ file: '-', kind: 'gateway', diagnostics: [] }],
    });
  });

  test('reads a folder, and files that refer to one another', async () => {
    const together = await folderWith({
      'a.yaml': GATEWAY.replace(/ {2}policies:[^]*/, '  policies: [{ ref: slow }]\n'),
      'b.yaml':
        'apiVersion: lamia.dev/v1\nkind: Policy\nmetadata: { name: slow }\nspec: { type: time, step: 1% }\n',
      'other.yaml': 'services: {}\n',
    });
    try {
      expect(await lamia(['check', together.path])).toEqual({ code: 0, stdout: '', stderr: '' });
      const alone = await lamia(['check', 'a.yaml'], { cwd: together.path });
      expect(alone).toMatchObject({ code: 1, stderr: expect.stringContaining('no policy `slow`') });
    } finally {
      await together.remove();
    }
  });

  test('says which file is not there', async () => {
    expect(await lamia(['check', 'nowhere.yaml'])).toEqual({
      code: 1,
      stdout: '',
      stderr: 'lamia: there is no file or folder `nowhere.yaml`\n',
    });
  });

  test('finds nothing wrong with the examples', async () => {
    const { code, stdout } = await lamia(['check', examples, '--json']);
    expect({ code, ok: (JSON.parse(stdout) as { ok: boolean }).ok }).toEqual({ code: 0, ok: true });
  });

  test('answers hostile input', async () => {
    for (const stdin of [
      '('.repeat(60_000),
      'apiVersion: lamia/v1\n'.repeat(40_000),
      `apiVersion: ${'['.repeat(500_000)}`,
    ]) {
      expect(await lamia(['check', '-'], { stdin })).toMatchObject({ code: 1, stdout: '' });
    }
  });

  test('reads a file whose name begins with a dash behind `--`', async () => {
    const odd = await folderWith({ '-odd.lamia': 'a / b' });
    try {
      expect((await lamia(['check', '--', '-odd.lamia'], { cwd: odd.path })).code).toBe(0);
    } finally {
      await odd.remove();
    }
  });
});

test('lamia schema prints the schema that editors use', async () => {
  const { code, stdout } = await lamia(['schema']);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ $schema: 'http://json-schema.org/draft-07/schema#' });
});
