import { describe, expect, test } from '@jest/globals';
import { loadConfiguration } from '../../config/load-configuration.js';
import { gatewayFiles, importVamp } from './import-vamp.js';

const imported = (text: string, addresses: Readonly<Record<string, string>> = {}) =>
  importVamp([{ file: 'vamp.yaml', text }], new Map(Object.entries(addresses)));

/** What was said, with the text that it is about. */
const told = (text: string, addresses: Readonly<Record<string, string>> = {}): readonly string[] =>
  imported(text, addresses).findings.map(
    ({ severity, message, source, start, end }) =>
      `${severity} \`${source.text.slice(start, end)}\`: ${message}`,
  );

const SIMPLE = `
name: simpleservice
port: 8080/http
routes:
  "[simple-service-1.0.0.marathon.l4lb.thisdcos.directory:3000]":
    weight: 50%
  "[simple-service-1.1.0.marathon.l4lb.thisdcos.directory:3000]":
    weight: 50%
`;
const route = (settings: string): string => `
name: shop
port: 8080/http
routes:
  "[10.0.0.1:80]": { weight: 50% }
  "[10.0.0.2:80]": { weight: 50%, ${settings} }
`;

describe('a gateway of classic Vamp', () => {
  test('becomes a gateway file that passes the check', async () => {
    const { gateways } = imported(SIMPLE);
    expect(gateways).toMatchObject([
      {
        metadata: { name: 'simpleservice' },
        spec: {
          listen: '8080/http',
          routes: [
            {
              name: 'default',
              weights: {
                'simple-service-1.0.0.marathon.l4lb.thisdcos.directory': 50,
                'simple-service-1.1.0.marathon.l4lb.thisdcos.directory': 50,
              },
            },
          ],
        },
      },
    ]);
    const { findings } = await loadConfiguration([
      { file: 'shop.yaml', text: gatewayFiles(gateways), named: true },
    ]);
    expect(findings).toEqual([]);
  });

  test('keeps conditions in their order, with the strength that each has', () => {
    const { gateways } = imported(`
name: shop
port: 8080
routes:
  "[a:80]": { weight: 100, condition: has cookie a, condition_strength: 50% }
  "[b:80]": { weight: 0, condition: { condition: User-Agent = Chrome } }
`);
    expect(gateways[0]?.spec.routes).toEqual([
      { name: 'a', condition: 'cookie "a" present', weights: { a: 100 } },
      { name: 'b', condition: 'header "User-Agent" contains "Chrome"', weights: { b: 100 } },
      { name: 'default', weights: { a: 100 } },
    ]);
  });

  test('takes named conditions from other documents, before or after', () => {
    const { gateways } = imported(`${route('condition: { reference: chrome }')}
---
kind: conditions
name: chrome
condition: User-Agent = Chrome
`);
    expect(gateways[0]?.spec.routes[0]?.condition).toBe('header "User-Agent" contains "Chrome"');
  });

  test('tells versions at one host apart, and the default route from one of that name', () => {
    const { gateways } = imported(`
- { name: shop, port: 80, routes: { "[default:80]": { weight: 100%, condition: has cookie a }, "[default:81]": 0% } }
`);
    expect(Object.keys(gateways[0]?.spec.versions ?? {})).toEqual(['default', 'default-2']);
    expect(gateways[0]?.spec.routes.map(({ name }) => name)).toEqual(['default', 'default-route']);
  });

  test('gets the addresses of services of a deployment from whoever calls', () => {
    const text = 'name: shop\nport: 80\nroutes: { shop/web/web: 100% }';
    expect(told(text)[0]).toMatch(/^error `shop\/web\/web`: the route names a service/);
    expect(imported(text, { 'shop/web/web': '127.0.0.1:9001' }).gateways[0]?.spec.versions).toEqual({
      'shop-web-web': { address: '127.0.0.1:9001' },
    });
  });

  test.each<[string, string, string]>([
    [
      'a raw ACL',
      route('condition: "<url_beg /2>"'),
      'warning `"<url_beg /2>"`: the condition has a raw ACL, which',
    ],
    [
      'text that Vamp took for one',
      route('condition: "hdr_sub(user-agent) Android"'),
      'error `"hdr_sub(user-agent) Android"`: classic vamp took what it could not read for a raw ACL',
    ],
    [
      'a condition that is nowhere',
      route('condition: { reference: chrome }'),
      'error `condition`: no condition named `chrome`',
    ],
    [
      'a condition without strength',
      route('condition: has cookie a, condition_strength: 0%'),
      'warning `has cookie a`: with a strength of 0%',
    ],
    [
      'a strength that has no half percents',
      route('condition: has cookie a, condition_strength: 33%').replace('50%', '33%').replace('50%', '67%'),
      'warning `33%`: the split of the requests that meet the condition was brought to steps of 0.5%',
    ],
    [
      'rewrites',
      route('rewrites: [ "path: a if b" ]'),
      'warning `rewrites`: `rewrites` is not carried over: paths',
    ],
    ['filters', route('filters: [ { condition: a } ]'), 'error `filters`: lists of `filters` were given up'],
    [
      'weights that leave requests to nobody',
      'name: shop\nport: 80\nroutes: { "[a:80]": 50% }',
      'error `shop`: the weights do not sum to 100%',
    ],
    [
      'weights that are none',
      'name: shop\nport: 80\nroutes: { "[a:80]": much }',
      'error `much`: expected a weight such as `50%`',
    ],
    [
      'a selector',
      'name: shop\nport: 80\nselector: id(water)\nroutes: { "[a:80]": 100% }',
      'error `selector`: a `selector` makes routes',
    ],
    [
      'an address that must not be reached',
      'name: shop\nport: 80\nroutes: { "[169.254.169.254:80]": 100% }',
      'error `"[169.254.169.254:80]"`: `169.254.169.254:80` is',
    ],
    [
      'a key that nobody knows',
      'name: shop\nport: 80\nfoo: 1\nroutes: { "[a:80]": 100% }',
      'warning `foo`: `foo` is not carried over, and nothing here has that meaning',
    ],
    [
      'a name that must change',
      'name: Shop/9050\nport: 80\nroutes: { "[a:80]": 100% }',
      'info `Shop/9050`: the gateway is named `shop-9050`',
    ],
    [
      'a gateway without a port',
      'name: shop\nroutes: { "[a:80]": 100% }',
      'error `name`: a gateway of classic vamp has `port: 8080/http` here',
    ],
    ['a blueprint', 'name: shop\nclusters: {}', 'warning `name`: this is a blueprint'],
    ['no map', '- 1', 'error `1`: a gateway of classic vamp is a map'],
  ])('%s is told of', (_name, text, expected) => {
    expect(told(text).some((line) => line.startsWith(expected)) || told(text)).toBe(true);
  });

  test('keeps what a client stays with, how endpoints are balanced, and connections of any protocol', () => {
    const { gateways, findings } = imported(`
- { name: a, port: 8080/http, sticky: route, routes: { "[a:80]": { weight: 100%, balance: leastconn } } }
- { name: b, port: 8080/tcp, sticky: none, routes: { "[a:80]": 100% } }
- { name: c, port: 8081/http, sticky: instance, routes: { "[a:80]": { weight: 100%, balance: rdp-cookie } } }
`);
    expect(gateways.map(({ spec }) => [spec.listen, spec.sticky, spec.balance])).toEqual([
      ['8080/http', 'version', 'leastconn'],
      ['8080/tcp', undefined, undefined],
      ['8081/http', 'instance', undefined],
    ]);
    expect(findings.filter(({ severity }) => severity !== 'info').map(({ message }) => message)).toEqual([
      '`balance: rdp-cookie` is not carried over: there is no such way',
    ]);
  });

  test('is left out where requests would go elsewhere, and others beside it stay', () => {
    const text = `${route('condition: "hdr_sub(x) a"')}---${SIMPLE}`;
    expect(imported(text).gateways.map(({ metadata }) => metadata.name)).toEqual(['simpleservice']);
  });

  test('with the name of another is an error', () => {
    expect(told(`${SIMPLE}---${SIMPLE}`).some((line) => line.includes('two gateways would be named'))).toBe(
      true,
    );
  });
});
