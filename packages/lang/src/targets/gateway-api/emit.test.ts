import { describe, expect, test } from '@jest/globals';
import { check } from '../../check/check.js';
import { compileGateway, type GatewayToCompile } from '../compile.js';
import type { GatewayApiOptions } from './options.js';
import { gatewayApi } from './target.js';
import { gatewayOf } from './testing/random-rules.js';
import { routeText } from './testing/route-text.js';

/** A gateway with a route for each condition, and one for the rest. */
function gatewayFor(sources: readonly string[], hosts: readonly string[] = []): GatewayToCompile {
  const gateway = gatewayOf(sources.length + 1, hosts);
  const routes = gateway.routes.map((route, index) => {
    const source = sources[index];
    if (source === undefined) return { ...route, condition: null };
    const { condition, diagnostics } = check(source, { kind: 'condition' });
    if (condition === null) throw new Error(JSON.stringify(diagnostics));
    return { ...route, condition };
  });
  return { ...gateway, routes };
}

/** What is written, line by line; what stands in the way, otherwise. Verified, as everything that is given out. */
function compiled(sources: readonly string[], options: GatewayApiOptions = {}): readonly string[] {
  const result = compileGateway(gatewayApi, gatewayFor(sources), options);
  if (result.ok) return routeText(result.emitted.routes);
  return result.findings
    .filter(({ diagnostic }) => diagnostic.severity === 'error')
    .map(({ diagnostic }) => `${diagnostic.code}: ${diagnostic.message}`);
}

const FOUNDING = 'header "User-Agent" regex "^.*(Chrome).*$" or header "User-Agent" regex "^.*(Nexus 6P).*$"';

describe('what is written', () => {
  test.each<[string, readonly string[], readonly string[]]>([
    [
      'an or is several matches of one rule',
      [FOUNDING],
      ['user-agent~^.*Chrome.*$ | user-agent~^.*Nexus 6P.*$ -> shop-v0=100', 'everything -> shop-v1=100'],
    ],
    [
      'a denied test is carved out',
      ['not header "x" exact "1"'],
      ['x=1 -> shop-v1=100', 'everything -> shop-v0=100'],
    ],
    [
      'what is carved out goes where a later route takes it',
      ['not header "x" exact "1"', 'header "y" exact "2"'],
      ['x=1 & y=2 -> shop-v1=100', 'x=1 -> shop-v2=100', 'everything -> shop-v0=100'],
    ],
    [
      'where routes overlap in what is compared alike, the first rule wins',
      ['header "x" exact "1"', 'header "y" exact "2"'],
      ['x=1 -> shop-v0=100', 'y=2 -> shop-v1=100', 'everything -> shop-v2=100'],
    ],
    [
      'where they overlap otherwise, the overlap is a match',
      ['header "x" exact "1"', 'path under "/a"'],
      [
        'x=1 | PathPrefix /a & x=1 -> shop-v0=100',
        'PathPrefix /a -> shop-v1=100',
        'everything -> shop-v2=100',
      ],
    ],
    [
      'a folder without itself',
      ['path prefix "/a/"'],
      ['Exact /a -> shop-v1=100', 'PathPrefix /a -> shop-v0=100', 'everything -> shop-v1=100'],
    ],
    [
      'two tests of one header',
      ['header "x" prefix "ab" and header "x" suffix "bc"'],
      ['x~^(?:abc|ab.*bc)$ -> shop-v0=100', 'everything -> shop-v1=100'],
    ],
    [
      'present and empty values',
      ['header "x" present', 'query "q" exact ""'],
      ['x~.* | x~.* & ?q~^$ -> shop-v0=100', '?q~^$ -> shop-v1=100', 'everything -> shop-v2=100'],
    ],
    [
      'methods of a list',
      ['method in ("GET", "HEAD")'],
      ['GET | HEAD -> shop-v0=100', 'everything -> shop-v1=100'],
    ],
    [
      'cookies in either order',
      ['cookie "a" exact "1" and cookie "b" present'],
      [
        String.raw`cookie~^(?:(?:.*;)?[\t ]*a=1[\t ]*;(?:.*;)?[\t ]*b=.*|(?:.*;)?[\t ]*b=[^;]*;(?:.*;)?[\t ]*a=1[\t ]*(?:;.*)?)$ -> shop-v0=100`,
        'everything -> shop-v1=100',
      ],
    ],
    [
      'paths by bytes are regular expressions of one length',
      ['path prefix "/ab"', 'path exact "/c"'],
      [
        'RegularExpression ^/ab.*$ -> shop-v0=100',
        'RegularExpression ^^^^/c$ -> shop-v1=100',
        'RegularExpression ^^^^^.* -> shop-v2=100',
      ],
    ],
    [
      'regular expressions that exclude each other',
      ['header "x" regex "a+"', 'header "x" regex "b+"', 'header "x" regex "[ab]+"'],
      [
        'x~^a+$ -> shop-v0=100',
        'x~^b+$ -> shop-v1=100',
        'x~^[ab]+$ -> shop-v2=100',
        'everything -> shop-v3=100',
      ],
    ],
  ])('%s', (_, sources, lines) => {
    expect(compiled(sources)).toEqual(['shop: any host', ...lines.map((line) => `  ${line}`)]);
  });

  test('hosts become objects of their own, with all rules', () => {
    expect(compiled(['host exact "a.example" and header "x" exact "1"', 'host suffix ".example"'])).toEqual([
      'shop: any host',
      '  everything -> shop-v2=100',
      'shop-a.example: a.example',
      '  x=1 -> shop-v0=100',
      '  everything -> shop-v1=100',
      'shop-any.example: *.example',
      '  everything -> shop-v1=100',
    ]);
  });

  test('a host by a regular expression that is a name', () => {
    expect(compiled([String.raw`host regex "A\\.example" or host regex ".*\\.B\\.example"`])).toEqual([
      'shop: any host',
      '  everything -> shop-v1=100',
      'shop-a.example: a.example, *.b.example',
      '  everything -> shop-v0=100',
    ]);
  });

  test('hosts of the gateway decide any test of a host', () => {
    const { gateway, rules } = {
      gateway: gatewayOf(2, ['a.example', 'b.example']),
      rules: [
        {
          all: [
            {
              field: 'host',
              name: null,
              op: 'regex',
              value: '[A].*',
              ignoreCase: true,
              negated: false,
            } as const,
          ],
          route: 0,
        },
        { all: [], route: 1 },
      ],
    };
    const emission = gatewayApi.emit(gateway, rules, {});
    expect(emission.ok && routeText(emission.emitted.routes)).toEqual([
      'shop-a.example: a.example',
      '  everything -> shop-v0=100',
      'shop-b.example: b.example',
      '  everything -> shop-v1=100',
    ]);
  });

  test('weights are in percent where they are whole', () => {
    const gateway = {
      ...gatewayOf(2),
      routes: [
        {
          name: 'a',
          to: [
            { version: 'v0', weight: 1_250 },
            { version: 'v1', weight: 8_750 },
          ],
        },
      ],
    };
    const emission = gatewayApi.emit(gateway, [{ all: [], route: 0 }], {});
    expect(emission.ok && routeText(emission.emitted.routes)[1]).toBe(
      '  everything -> shop-v0=1250, shop-v1=8750',
    );
  });
});

describe('what is refused', () => {
  test.each<[string, readonly string[], GatewayApiOptions, string]>([
    [
      'a scheme',
      ['scheme exact "https"'],
      {},
      'target-cannot: `scheme exact "https"` cannot be said to the gateway api: its routes do not know the scheme; attach a route of its own to the listener that is meant',
    ],
    [
      'a part of a host',
      ['host contains "shop"'],
      {},
      'target-cannot: `host contains "shop"` cannot be said to the gateway api: it compares hosts as a whole or by their last labels; use `exact` with a name, `in`, or `suffix ".example.com"`, or name all hosts of the gateway',
    ],
    [
      'a method of no standard',
      ['method exact "PURGE"'],
      {},
      'target-cannot: `method exact "PURGE"` cannot be said to the gateway api: a method can only be compared with one of GET, HEAD, POST, PUT, DELETE, CONNECT, OPTIONS, TRACE, PATCH; name those that are meant',
    ],
    [
      'regular expressions that overlap',
      ['header "x" regex "[a-c]+" and header "x" regex "[b-d]+"'],
      {},
      'target-cannot: the gateway api takes one test of a header, a query parameter or a path, and `header "x" regex "[a-c]+"` and `header "x" regex "[b-d]+"` would be two tests of one value at once; bring them to one regular expression, or make their routes not overlap',
    ],
    [
      'regular expressions of profile `core`',
      ['header "x" contains "a"'],
      { profile: 'core' },
      'target-cannot: `header "x" contains "a"` cannot be said to the gateway api: it needs a regular expression, which profile `core` has not; compare with `exact`, or use profile `re2-full`',
    ],
    [
      'paths by bytes in profile `core`',
      ['path prefix "/ab"'],
      { profile: 'core' },
      'target-cannot: `path prefix "/ab"` cannot be said to the gateway api: a path is compared as a whole or by its segments, and anything else needs a regular expression, which profile `core` has not; test it with `exact` or `under`',
    ],
    [
      'a name of a parameter with escapes',
      ['query "a%20b" exact "1"'],
      {},
      'target-name: the gateway api has no match for the name `a%20b`: it may have 256 letters, digits and signs that headers have; use another name',
    ],
    [
      'a long regular expression',
      [`header "x" contains "${'a'.repeat(1_100)}"`],
      {},
      `target-limit: \`header "x" contains "${'a'.repeat(60 - 'header "x" contains "'.length)}…\` is too long for the gateway api: it takes 1106 characters, where 1024 are the most; make it shorter`,
    ],
  ])('%s', (_, sources, options, problem) => {
    const [found] = compiled(sources, options);
    expect(found).toBe(problem);
  });

  const every = (count: number): string =>
    Array.from(
      { length: count },
      (_, index) => `(header "a${index}" exact "1" or header "b${index}" exact "1")`,
    ).join(' and ');

  test('ten choices of two at once, soon', () => {
    const begun = performance.now();
    expect(compiled([every(10)])[0]).toContain('these conditions come to more than 384 matches');
    // Time is generous: other tests run beside this one.
    expect(performance.now() - begun).toBeLessThan(2_000);
  });

  test('seven choices fill one object and a part of another', () => {
    const result = compileGateway(gatewayApi, gatewayFor([every(7)]), {});
    const counts = result.ok
      ? result.emitted.routes.map(({ spec }) => spec.rules.map(({ matches }) => matches.length))
      : [];
    expect(counts).toEqual([[64, 64], [1]]);
  });

  test('more routes that overlap than have places', () => {
    const sources = Array.from({ length: 12 }, (_, index) => `header "a${index}" exact "1"`);
    expect(compiled(sources)[0]).toMatch(/^target-limit: these conditions come to more than 384 matches/);
  });

  test('versions that share a service, names and hosts that are none', () => {
    const gateway = gatewayOf(2, ['10.0.0.1']);
    const backends = gateway.backends.map((backend) => ({ ...backend, service: 'shop' }));
    const emission = gatewayApi.emit({ ...gateway, name: 'Shop', backends }, [{ all: [], route: 0 }], {});
    expect(emission.ok ? [] : emission.problems.map(({ code, message }) => [code, message])).toEqual([
      ['target-name', '`Shop` is no name of an object: it may have lower-case letters, digits, `-` and `.`'],
      [
        'target-name',
        '`10.0.0.1` is no hostname of the gateway api: it takes names such as `shop.example` or `*.shop.example`, and no addresses',
      ],
      [
        'target-name',
        '`v0` and `v1` share the service `shop`, and the gateway api chooses between services alone; give each version a service of its own',
      ],
    ]);
  });
});

test('v1.1 has eight matches in a rule', () => {
  const sources = [Array.from({ length: 20 }, (_, index) => `header "a${index}" exact "1"`).join(' or ')];
  const result = compileGateway(gatewayApi, gatewayFor(sources), { version: 'v1.1' });
  expect(
    result.ok && result.emitted.routes.map(({ spec }) => spec.rules.map(({ matches }) => matches.length)),
  ).toEqual([[8, 8, 4, 1]]);
});

test('a regular expression is noted', () => {
  const result = compileGateway(gatewayApi, gatewayFor(['header "x" contains "a"']), {});
  expect(result.findings.map(({ diagnostic }) => [diagnostic.code, diagnostic.severity])).toContainEqual([
    'target-note',
    'info',
  ]);
});

test('hostnames are noted, which have no dot at their end', () => {
  const notes = (condition: string): readonly string[] => {
    const result = compileGateway(gatewayApi, gatewayFor([condition]), {});
    return result.findings
      .map(({ diagnostic }) => diagnostic.message)
      .filter((text) => text.includes('with a dot'));
  };
  expect(notes('host exact "shop.example"')).toHaveLength(1);
  expect(notes('method exact "GET"')).toEqual([]);
});
