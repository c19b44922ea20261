import type { ReadKey } from '@lamia/lang';

/** The read of a version's requests in the gateway's own window: what a policy's minimum is counted by. */
export function requestsRead(version: string): ReadKey {
  return {
    kind: 'metric',
    version: { form: 'label', label: version },
    metric: 'requests',
    statistic: null,
    selector: [],
    window: null,
    offset: 0,
  };
}
