import type { Report } from '../canonical/report.js';
import type { Gateway } from '../gateway.js';

/** The sidecars of an Istio mesh know requests by their host: a route for all hosts is none there. */
export function checkMesh({ target, hosts }: Gateway, report: Report): void {
  if (target.kind !== 'istio' || target.adopt !== null) return;
  if (!target.gateways.includes('mesh') || hosts.length > 0) return;
  const message =
    'the sidecars of a mesh do not route every host: name the `hosts` of the gateway, such as `[shop]`, or the `gateways` of Istio in its `target`';
  report.errorAtKey(['spec', 'target'], 'missing-key', message);
}
