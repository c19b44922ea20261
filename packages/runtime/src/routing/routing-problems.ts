import type { Gateway } from '../config/gateway.js';
import { FULL, percentText, type Weights } from '../config/weights.js';
import type { Routing } from './target.js';

/**
 * Why a data plane cannot give this gateway this routing, one message a reason; empty when it can. Nothing is rounded:
 * a share that is no multiple of `quantum` (hundredths of a percent) is a problem.
 */
export function routingProblems(
  gateway: Gateway,
  routing: Routing | undefined,
  quantum: number,
): readonly string[] {
  if (routing === undefined) return [`gateway \`${gateway.name}\` has no weights to serve`];
  const problems: string[] = [];
  const known = new Set(gateway.routes.map((route) => route.name));
  for (const name of routing.routes.keys()) {
    if (!known.has(name)) problems.push(`gateway \`${gateway.name}\` has no route \`${name}\``);
  }
  for (const route of gateway.routes) {
    const place = `route \`${route.name}\` of gateway \`${gateway.name}\``;
    const weights = routing.routes.get(route.name);
    if (weights === undefined) problems.push(`${place} has no weights to serve`);
    else problems.push(...weightsProblems(place, weights, gateway, quantum));
  }
  return problems;
}

function weightsProblems(
  place: string,
  weights: Weights,
  gateway: Gateway,
  quantum: number,
): readonly string[] {
  const problems: string[] = [];
  const labels = new Set(gateway.versions.map((version) => version.label));
  let sum = 0;
  for (const [label, share] of weights) {
    sum += share;
    if (!labels.has(label))
      problems.push(`${place} gives a share to \`${label}\`, which is no version of it`);
    if (share < 0 || share % quantum !== 0) {
      problems.push(
        `${place} gives \`${label}\` \`${percentText(share)}\`, which this target cannot serve exactly; ` +
          `use a multiple of ${percentText(quantum)}`,
      );
    }
  }
  if (sum !== FULL) problems.push(`the weights of ${place} sum to ${percentText(sum)} instead of 100%`);
  return problems;
}
