import { mirrorProblems } from '../rules/mirrors.js';
import type { Backend, TargetGateway, TargetProblem } from '../target.js';
import { clusterName } from './cluster-name.js';

/** What of a gateway, apart from its rules, cannot be said to Envoy. */
export function gatewayProblems(gateway: TargetGateway): readonly TargetProblem[] {
  return [
    ...hostProblems(gateway),
    ...versionProblems(gateway),
    ...mirrorProblems(gateway, 'cluster', ({ subset }) =>
      subset === null
        ? null
        : 'envoy copies to a whole cluster, and others share it; give it a cluster of its own',
    ),
  ];
}

function hostProblems({ hosts }: TargetGateway): readonly TargetProblem[] {
  return hosts
    .filter((host) => host === '' || /[:*]/.test(host.replace(/^\[[^\]]*\]|^\*(?=\.|$)/, '')))
    .map((host) =>
      nameProblem(
        `\`${host}\` is no domain that envoy can compare with a host: write a host without a port, with no \`*\` but before its first dot`,
      ),
    );
}

function versionProblems({ backends, routes }: TargetGateway): readonly TargetProblem[] {
  const known = new Set(backends.map(({ version }) => version));
  const used = new Set(routes.flatMap(({ to }) => to.map(({ version }) => version)));
  const unknown = [...used]
    .filter((version) => !known.has(version))
    .map((version) => nameProblem(`version \`${version}\` has no cluster: say how envoy reaches it`));
  const twins = backends.flatMap((backend, index) => {
    const other = backends
      .slice(0, index)
      .find((each) => clusterKey(each, backends) === clusterKey(backend, backends));
    return other === undefined
      ? []
      : [
          nameProblem(
            `versions \`${other.version}\` and \`${backend.version}\` are the same cluster \`${clusterName(backend, backends)}\` to envoy: give each its own, or labels that tell them apart`,
          ),
        ];
  });
  return [...unknown, ...twins];
}

/** Equal for backends that a route cannot tell apart. */
function clusterKey(backend: Backend, backends: readonly Backend[]): string {
  return JSON.stringify([clusterName(backend, backends), Object.entries(backend.subset ?? {}).sort()]);
}

function nameProblem(message: string): TargetProblem {
  return { code: 'target-name', severity: 'error', message, literal: null, route: null };
}
