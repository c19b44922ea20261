import { durationText } from '@lamia/lang';
import { percentText } from '../config/weights.js';
import type { ReleaseEvent } from '../release/events.js';
import { hostPort } from '../routing/host-port.js';
import { narrator } from './narration.js';
import type { DemoOptions } from './options.js';
import { RATE } from './scene.js';
import type { Scene } from './scene.js';
import { summaryText } from './summary.js';
import type { Summary } from './summary.js';
import { demoTiming } from './timing.js';

/** Tells a person, or a program, what happens. Each call gives whole lines. */
export interface Report {
  begun(scene: Scene): readonly string[];
  happened(event: ReleaseEvent): readonly string[];
  ended(summary: Summary): readonly string[];
}

/** Lines for people. `since` is when it began, milliseconds since the epoch. */
export function textReport(options: DemoOptions, since: number): Report {
  const narrate = narrator(since);
  return {
    begun: (scene) => introduction(options, scene),
    happened: (event) => {
      const line = narrate(event);
      return line === null ? [] : [line];
    },
    ended: summaryText,
  };
}

/** One JSON object a line: where everything is, every event as the runtime tells it, the summary. */
export function jsonReport(): Report {
  return {
    begun: ({ address, consoleUrl, services }) => [
      JSON.stringify({
        kind: 'begun',
        gateway: hostPort(address),
        console: consoleUrl,
        versions: Object.fromEntries(
          [...services].map(([label, service]) => [label, hostPort(service.address)]),
        ),
      }),
    ],
    happened: (event) => [JSON.stringify(event)],
    ended: (summary) => [JSON.stringify({ kind: 'summary', ...summary })],
  };
}

function introduction(options: DemoOptions, { address, consoleUrl, services }: Scene): readonly string[] {
  const { scrapeInterval, window } = demoTiming(options);
  const errors = new Map([
    ['version1', options.baselineErrors],
    ['version2', options.candidateErrors],
  ]);
  const versions = [...services].map(
    ([label, service]) =>
      `${label} at ${hostPort(service.address)} fails ${percentText(errors.get(label) ?? 0)} of its requests`,
  );
  const plane = options.target === 'haproxy' ? 'HAProxy' : 'the embedded gateway';
  const source = options.source === 'prometheus' ? 'Prometheus scrapes' : 'the runtime scrapes';
  return [
    ...versions,
    `${plane} at ${hostPort(address)} gets ${options.traffic ? `${RATE} requests a second` : 'no requests'}; ${source} it every ${durationText(scrapeInterval)}`,
    `console: ${consoleUrl}`,
    `each line: time, weights | external_upstream_rq_2xx/upstream_rq_total of each version in the last ${durationText(window)} | what came of it`,
    '',
  ];
}
