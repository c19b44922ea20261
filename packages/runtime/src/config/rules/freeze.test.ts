import { describe, expect, test } from '@jest/globals';
import { findingTexts, onlyGateway } from '../testing/findings-text.js';
import { gatewayText } from '../testing/gateway-text.js';

const policy = (freeze: string): string => `[{ type: time, freeze: ${freeze} }]`;

describe('freeze windows in a file', () => {
  test('are of the whole day, of every day and of UTC unless they say otherwise; those of the gateway come first', async () => {
    const gateway = await onlyGateway(
      gatewayText({
        freeze: '[{ days: [sat, sun] }]',
        policies: policy(
          '[{ from: "22:00", to: "06:30", timeZone: Europe/Berlin }, { from: 2026-12-24T18:00:00+01:00, to: 2026-12-27T06:00Z }]',
        ),
      }),
    );
    expect(gateway.policies[0]?.freeze).toEqual([
      { kind: 'weekly', days: ['sat', 'sun'], from: 0, to: 1440, timeZone: 'UTC' },
      {
        kind: 'weekly',
        days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'],
        from: 1320,
        to: 390,
        timeZone: 'Europe/Berlin',
      },
      { kind: 'once', from: Date.UTC(2026, 11, 24, 17), to: Date.UTC(2026, 11, 27, 6) },
    ]);
  });

  test.each([
    [
      '[{ timeZone: Europe/Berlinn }]',
      'error wrong-value at "Europe/Berlinn": `Europe/Berlinn` is no time zone; write one such as `Europe/Berlin` or `UTC`',
    ],
    [
      '[{ from: 2026-12-24T18:00:00Z, to: "06:00" }]',
      'a freeze window of one time wants two instants, such as `2026-12-24T18:00:00+01:00`, at `from` and `to`',
    ],
    [
      '[{ from: 2026-12-24T18:00:00Z, to: 2026-12-23T18:00:00Z }]',
      'this freeze window ends before it begins',
    ],
    [
      '[{ from: 2026-12-24T18:00:00Z, to: 2026-12-25T18:00:00Z, days: [sat] }]',
      'instants say all there is to say; leave out `days` and `timeZone`',
    ],
    [
      '[{ from: 2026-12-24T18:00:00, to: 2026-12-25T18:00:00 }]',
      '`from` wants a time such as `"22:00"`, or an instant',
    ],
    ['[{ days: [someday] }]', 'wants `mon`, `tue`, `wed`, `thu`, `fri`, `sat` or `sun`, not `someday`'],
    [
      '[{ days: [mon, tue, wed, thu, fri, sat, sun] }]',
      'the freeze windows leave no minute of the week free, so that the release could never go forward',
    ],
    ['[{ from: "06:00", to: "18:00" }, { from: "18:00", to: "06:00" }]', 'leave no minute of the week free'],
  ])('that cannot be are refused: %s', async (freeze, finding) => {
    expect((await findingTexts(gatewayText({ policies: policy(freeze) })))[0]).toContain(finding);
  });

  test('with a minute of the week left are none of that', async () => {
    expect(await findingTexts(gatewayText({ policies: policy('[{ from: "06:00", to: "05:59" }]') }))).toEqual(
      [],
    );
  });
});
