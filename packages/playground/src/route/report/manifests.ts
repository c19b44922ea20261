import { compileFor } from '@lamia/lang';
import type { TargetName } from '@lamia/lang';
import { stringify } from 'yaml';
import { FIRST_TARGETS, listenIn, type TargetsDraft } from '../gateway/targets-draft.js';
import type { GatewayRead } from './gateway-read.js';

/** What a data plane says to the routes; `route` is the name of the one that it is about. */
export interface TargetFinding {
  readonly severity: 'error' | 'warning' | 'info';
  readonly code: string;
  readonly message: string;
  readonly route: string | null;
}

/** What a data plane is given, or why there is nothing. */
export interface Manifest {
  readonly target: TargetName;
  /** Null where nothing is written. */
  readonly text: string | null;
  readonly findings: readonly TargetFinding[];
}

/** Said of the routes themselves, and shown there. */
const OF_ROUTES: ReadonlySet<string> = new Set(['covered-route', 'overlapping-routes']);

/** Writes a gateway for one data plane. */
export function manifestFor(target: TargetName, read: GatewayRead, targets: TargetsDraft): Manifest {
  if (!read.ok) return unfinished(target, read.message);
  const listen = listenIn(target === 'haproxy' ? targets.listen : FIRST_TARGETS.listen);
  if (listen === null)
    return unfinished(
      target,
      `\`${targets.listen}\` is no place to listen at: expected an address and a port such as \`${FIRST_TARGETS.listen}\``,
    );
  const { routes } = read.gateway;
  const version = releaseOf(target, targets);
  const { split, profile, rawAcls } = targets;
  const compiled = compileFor(target, read.gateway, {
    ...{ split, profile, rawAcls, listen },
    ...(version !== '' && { version }),
  });
  const findings = compiled.findings.flatMap(({ route, diagnostic: { severity, code, message } }) => {
    const name = route === null ? null : (routes[route]?.name ?? null);
    return OF_ROUTES.has(code) ? [] : [{ severity, code, message, route: name }];
  });
  if (!compiled.ok) return { target, text: null, findings };
  const { emitted } = compiled;
  const text =
    emitted.kind === 'config'
      ? emitted.config
      : // Clusters read YAML 1.1, where `yes` and `off` are no texts.
        emitted.objects
          .map((object) =>
            stringify(object, { lineWidth: 0, aliasDuplicateObjects: false, compat: 'yaml-1.1' }),
          )
          .join('---\n');
  return { target, text, findings };
}

function releaseOf(target: TargetName, { istio, gatewayApi }: TargetsDraft): string {
  return target === 'istio' ? istio.trim() : target === 'gateway-api' ? gatewayApi : '';
}

function unfinished(target: TargetName, message: string): Manifest {
  return { target, text: null, findings: [{ severity: 'error', code: 'unfinished', message, route: null }] };
}
