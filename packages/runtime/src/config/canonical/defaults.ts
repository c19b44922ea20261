import type { Milliseconds } from '../duration.js';

/** What a setting is where the file says nothing; the founding documents' numbers where they gave one. */
export const DEFAULTS = {
  namespace: 'default',
  /** Hundredths of a percent. */
  step: 1_000,
  interval: 10_000,
  minimumRequests: { time: 0, custom: 50 },
  budget: { for: 600_000, then: 'hold' },
  deadlineEnds: 'rollback',
  rollback: 'gradual',
  window: 60_000,
  scrapeInterval: { prometheus: 15_000, scrape: 5_000 },
  sourceTimeout: 5_000,
} as const satisfies Readonly<Record<string, Milliseconds | string | object>>;
