import { describe, expect, test } from '@jest/globals';
import { languageCatalogue } from '../metrics/catalogue/language.js';
import { catalogueOf } from '../metrics/testing/catalogue-of.js';
import { isUsable } from './finding.js';
import { readGatewayText } from './read-gateway-text.js';
import { findingText, onlyGateway } from './testing/findings-text.js';
import { FOUNDING, gatewayText } from './testing/gateway-text.js';

const embedded = languageCatalogue(await catalogueOf('embedded'));
const read = (text: string) =>
  readGatewayText(text, (provider) => (provider === 'embedded' ? embedded : null));

describe('the gateways of a text without files', () => {
  test('are those that a file has', async () => {
    const text = gatewayText({ policies: `[{ type: custom, interval: 60s, expression: '${FOUNDING}' }]` });
    const { gateways, findings } = read(text);
    expect(isUsable(findings)).toBe(true);
    expect(gateways).toEqual([await onlyGateway(text)]);
  });

  test('are checked, their programs by the catalogue', () => {
    const { findings } = read(
      gatewayText({ policies: '[{ type: metric, interval: 1m, expression: reqests }]', zzz: '1' }),
    );
    expect(findings.map(findingText)).toEqual([
      expect.stringMatching(/^error unknown-metric at "reqests": /),
      expect.stringMatching(/^error unknown-key at "zzz": /),
    ]);
  });

  test('have metrics of a catalogue that is at hand', () => {
    const source = '{ source: { kind: scrape }, provider: istio }';
    const { findings } = read(gatewayText({ metrics: source, policies: '[]' }));
    expect(findings.map(findingText)).toEqual([
      'error unknown-catalogue at "istio": the metrics of `istio` are not known here; leave `provider` out',
    ]);
  });
});
