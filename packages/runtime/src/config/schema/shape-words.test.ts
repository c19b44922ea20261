import { describe, expect, test } from '@jest/globals';
import { findingTexts } from '../testing/findings-text.js';
import { gatewayText } from '../testing/gateway-text.js';

const NAME = 'a name of at most 63 letters, digits and inner dots, dashes and underscores';

describe('what a schema refuses is said in words', () => {
  test.each<[Record<string, string | null>, string]>([
    [
      { aplication: 'x' },
      'unknown-key at "aplication": unknown key `aplication` in `spec`; did you mean `application`',
    ],
    [
      { target: '{ kind: haproxy, zzz: a }' },
      'unknown-key at "zzz": unknown key `zzz` in `target`; expected `kind`, `directory` or `exporter`',
    ],
    [{ application: null }, `missing-key at "spec": \`spec\` lacks \`application\`: ${NAME}`],
    [
      { target: '{}' },
      'missing-key at "target": `target` lacks `kind`: `embedded`, `haproxy`, `istio`, `gateway-api` or `gloo`',
    ],
    [
      { target: 'haproxy' },
      'wrong-type at "haproxy": `target` wants a map with `kind` `embedded`, `haproxy`, `istio`, `gateway-api` or `gloo`, not `haproxy`',
    ],
    [
      { target: '{ kind: haproxi }' },
      'wrong-value at "haproxi": `kind` wants `embedded`, `haproxy`, `istio`, `gateway-api` or `gloo`, not `haproxi`; did you mean `haproxy`',
    ],
    [
      { target: '{ kind: file }' },
      'unsupported at "file": the target `file` is not supported by this version; use `embedded`, `haproxy`, `istio`, `gateway-api` or `gloo`',
    ],
    [
      { target: '{ kind: [1] }' },
      'wrong-value at "[1]": `kind` wants `embedded`, `haproxy`, `istio`, `gateway-api` or `gloo`, not a list',
    ],
    [
      { baseline: '1.10' },
      `wrong-type at "1.10": \`baseline\` wants ${NAME}, not \`1.10\`; put it in quotes`,
    ],
    [{ baseline: '' }, `wrong-type at "baseline": \`baseline\` wants ${NAME}, not nothing`],
    [{ baseline: 'a;b' }, `wrong-value at "a;b": \`baseline\` wants ${NAME}, not \`a;b\``],
    [
      { listen: '{}' },
      'wrong-type at "{}": `listen` wants a port and protocol such as `8080/http`, with an address in front to leave loopback, not a map',
    ],
    [{ routes: '[]' }, 'wrong-value at "[]": `routes` is empty; it wants a list of routes'],
    [
      { policies: '[{ type: time, routes: [default, default] }]' },
      'duplicate-name at "default": `routes` lists `default` twice; keep one',
    ],
    [
      { policies: '[{ step: 10 }]' },
      'missing-key at "step": item 1 of `policies` lacks `type`: `time`, `health`, `metric` or `custom`',
    ],
    [
      { policies: '[{ type: helth }]' },
      'wrong-value at "helth": `type` wants `time`, `health`, `metric` or `custom`, not `helth`; did you mean `health`',
    ],
    [
      { policies: '[{ type: metric, expression: a, tolerance: 1% }]' },
      'wrong-type at "1%": `tolerance` wants a number from 0, such as `0.001`, not `1%`',
    ],
    [
      { policies: '[{ type: time, interval: 10 }]' },
      'wrong-type at "10": `interval` wants a duration such as `10s` or `1h30m`, not `10`',
    ],
    [
      { policies: '[{ type: time, interval: "" }]' },
      'wrong-value at "\\"\\"": `interval` wants a duration such as `10s` or `1h30m`, not ``',
    ],
    [
      { policies: '[{ type: time, interval: 10min }]' },
      'wrong-value at "10min": `interval` wants a duration such as `10s` or `1h30m`, not `10min`',
    ],
    [
      { policies: '[{ type: time, rollback: gradually }]' },
      'wrong-value at "gradually": `rollback` wants `gradual` or `immediate`, not `gradually`; did you mean `gradual`',
    ],
    [
      { policies: '[{ type: time, minimumRequests: -1 }]' },
      'wrong-value at "-1": `minimumRequests` wants a whole number from 0, not `-1`',
    ],
    [
      { versions: '{ "1": { address: 7 } }' },
      'wrong-type at "7": `address` wants an address such as `127.0.0.1:9001`, not `7`; put it in quotes',
    ],
    [
      { versions: '{ "a b": { address: "a:1" } }' },
      `wrong-value at "\\"a b\\"": \`a b\` cannot be a key of \`versions\`: it wants ${NAME}`,
    ],
    [
      { versions: '{ __proto__: { address: "a:1" } }' },
      `wrong-value at "__proto__": \`__proto__\` cannot be a key of \`versions\`: it wants ${NAME}`,
    ],
    [
      { routes: '[{ name: default, weights: { version1: 110% } }]' },
      'wrong-value at "110%": `version1` wants a percentage from 0 to 100 with two decimals at most, such as `12.5%`, not `110%`',
    ],
  ])('%j', async (changes, message) => {
    expect(await findingTexts(gatewayText(changes))).toContain(`error ${message}`);
  });

  test('more than is ever meant is refused before names are compared', async () => {
    const weights = Array.from({ length: 201 }, (_, index) => `v${index}: 0`).join(', ');
    const found = await findingTexts(gatewayText({ routes: `[{ name: default, weights: { ${weights} } }]` }));
    expect(found).toEqual(['error wrong-value at "weights": `weights` has more than 200 entries']);
  });

  test('a kind of target is no kind of source', async () => {
    const found = await findingTexts(gatewayText({ metrics: '{ source: { kind: file } }' }));
    expect(found).toEqual(['error wrong-value at "file": `kind` wants `prometheus` or `scrape`, not `file`']);
  });

  test('one mistake a value is said, and every value with one', async () => {
    const found = await findingTexts(gatewayText({ listen: '[]', baseline: '[]', zzz: '1' }));
    expect(found.map((text) => text.split(':')[0])).toEqual([
      'error wrong-type at "[]"',
      'error wrong-type at "[]"',
      'error unknown-key at "zzz"',
    ]);
  });

  test('an unknown key hides nothing of the rest', async () => {
    const found = await findingTexts(
      gatewayText({ zzz: '1', routes: '[{ name: default, weights: { version1: 90 } }]' }),
    );
    expect(found.map((text) => text.split(' ')[1])).toEqual(['weights-sum', 'unknown-key']);
  });
});
