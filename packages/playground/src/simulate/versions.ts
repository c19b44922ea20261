import { constant } from './curve.js';
import type { Scenario } from './scenario.js';

/** The rules of gateway files for the names of versions. */
const LABEL = /^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/;

export function isLabel(text: string): boolean {
  return LABEL.test(text);
}

/** The scenario with a third version, of a name that none has. */
export function withVersion(scenario: Scenario): Scenario {
  const taken = new Set(scenario.versions.map(({ label }) => label));
  const label = ['version3', 'version4', 'version5'].find((name) => !taken.has(name)) ?? 'third';
  const third = { label, errors: constant(0.02), latency: constant(0.1) };
  return { ...scenario, versions: [...scenario.versions.slice(0, 2), third] };
}

/** The scenario without its third version. */
export function withoutVersion(scenario: Scenario): Scenario {
  return { ...scenario, versions: scenario.versions.slice(0, 2) };
}
