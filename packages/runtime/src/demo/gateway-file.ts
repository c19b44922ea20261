import { durationText } from '@lamia/lang';
import type { Address } from '../config/gateway.js';
import { percentText } from '../config/weights.js';
import { hostPort } from '../routing/host-port.js';
import type { DemoOptions } from './options.js';
import { demoTiming } from './timing.js';

/** What the demonstration has started before its gateway can be described. */
export interface DemoPlaces {
  readonly version1: Address;
  readonly version2: Address;
  /** Where HAProxy keeps its files and shows its metrics; null with the embedded gateway. */
  readonly haproxy: { readonly directory: string; readonly exporter: Address } | null;
  /** Null where the runtime scrapes by itself. */
  readonly prometheus: string | null;
}

/**
 * The demonstration's gateway in the form that users write: the runtime gets nothing else. Port 0 asks for a free one.
 *
 * The expression is the founding one, with the roles of the release in place of two labels.
 */
export function demoGatewayFile(options: DemoOptions, places: DemoPlaces): string {
  const timing = demoTiming(options);
  const { haproxy, prometheus } = places;
  const target =
    haproxy === null
      ? '{ kind: embedded }'
      : `{ kind: haproxy, directory: ${JSON.stringify(haproxy.directory)}, exporter: "${hostPort(haproxy.exporter)}" }`;
  const source = prometheus === null ? '{ kind: scrape }' : `{ kind: prometheus, url: "${prometheus}" }`;
  return `apiVersion: lamia/v1
kind: Gateway
metadata: { name: demo }
spec:
  application: demo
  listen: 0/http
  target: ${target}
  versions:
    version1: { address: "${hostPort(places.version1)}" }
    version2: { address: "${hostPort(places.version2)}" }
  baseline: version1
  candidate: version2
  metrics:
    source: ${source}
    window: ${durationText(timing.window)}
    scrapeInterval: ${durationText(timing.scrapeInterval)}
  routes:
    - name: default
      weights: { version1: 100 }
  policies:
    - type: custom
      interval: ${durationText(options.interval)}
      step: ${percentText(options.step)}
      minimumRequests: 0 # so few a window that the expression alone shall judge
      budgets: { noData: { for: ${durationText(timing.patience)}, then: hold }, sourceErrors: { for: ${durationText(timing.patience)}, then: hold } }
      deadline: { after: ${durationText(timing.deadline)}, then: hold }
      expression: |
        if ((metric baseline "external_upstream_rq_2xx" / metric baseline "upstream_rq_total")
            > (metric candidate "external_upstream_rq_2xx" / metric candidate "upstream_rq_total")) {
          result = baseline;
        } else if ((metric baseline "external_upstream_rq_2xx" / metric baseline "upstream_rq_total")
            < (metric candidate "external_upstream_rq_2xx" / metric candidate "upstream_rq_total")) {
          result = candidate;
        } else {
          result = nil;
        }
        result
`;
}
