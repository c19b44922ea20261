import { excerpt } from '../../diagnostics/excerpt.js';
import type { Reader, Share, Target, TargetGateway, TargetProblem } from '../target.js';
import { mirrorProblems } from '../rules/mirrors.js';
import { emitRules } from './emit.js';
import { router } from './evaluate.js';
import { printRules } from './print.js';
import type { HaproxyRules } from './rules.js';
import { addressText, hostProblem, nameProblem, quoted } from './spelling.js';
import type { StandIns } from './stand-ins.js';
import { serverWeights } from './weights.js';

export interface HaproxyOptions {
  /** Where HAProxy listens; `*` for all addresses. */
  readonly bind: { readonly host: string; readonly port: number };
  /** The raw ACLs that some literals stand for; none where they are not allowed. */
  readonly standIns: StandIns;
}

export interface HaproxyServer {
  readonly version: string;
  /** As HAProxy reads it. */
  readonly address: string;
  /** 0..256 */
  readonly weight: number;
}

/** A backend for a route. */
export interface HaproxyBackend {
  readonly name: string;
  readonly servers: readonly HaproxyServer[];
}

export interface EmittedHaproxy {
  /** A whole configuration. */
  readonly config: string;
  readonly rules: HaproxyRules;
  readonly backends: readonly HaproxyBackend[];
}

/** HAProxy 2.6 and later, with PCRE2. */
export const haproxyTarget: Target<HaproxyOptions, EmittedHaproxy> = {
  emit(gateway, rules, options) {
    const { host, port } = options.bind;
    const backends = backendsOf(gateway);
    const emitted = emitRules(
      gateway,
      rules,
      backends.map(({ name }) => name),
      options.standIns,
    );
    const problems = [
      ...nameProblems(gateway),
      ...(host === '*' ? [] : wrongWord(hostProblem('`listen` of the gateway', host), null)),
      ...serverProblems(gateway),
      ...mirrorProblems(gateway, 'address', () => NO_COPIES),
      ...(emitted.ok ? [] : emitted.problems),
    ];
    if (problems.length > 0 || !emitted.ok) return { ok: false, problems };
    const config = configuration(gateway, emitted.rules, backends, addressText(host, port));
    return { ok: true, emitted: { config, rules: emitted.rules, backends }, notes: emitted.notes };
  },
  readers({ rules, backends }) {
    const route = router(rules);
    const shares = new Map(backends.map((backend) => [backend.name, sharesOf(backend)]));
    const reader: Reader = (request) => {
      const backend = route(request);
      return backend === null ? null : (shares.get(backend) ?? null);
    };
    return new Map([['haproxy', reader]]);
  },
};

const NO_COPIES =
  'haproxy has no way of its own to copy a request, it would need an agent beside it; remove `mirror`, or use another target';

function configuration(
  gateway: TargetGateway,
  rules: HaproxyRules,
  backends: readonly HaproxyBackend[],
  bind: string,
): string {
  const lines = [
    'defaults',
    '  mode http',
    '  timeout connect 5s',
    '  timeout client 60s',
    '  timeout server 60s',
    `frontend ${quoted(`gateway:${gateway.name}`)}`,
    `  bind ${bind}`,
    ...printRules(rules).map((line) => `  ${line}`),
    ...backends.flatMap(backendLines),
  ];
  return `${lines.join('\n')}\n`;
}

/** A name that cannot be found when HAProxy starts leaves its server down instead of HAProxy. */
function backendLines({ name, servers }: HaproxyBackend): readonly string[] {
  return [
    `backend ${quoted(name)}`,
    '  balance roundrobin',
    ...servers.map(
      ({ version, address, weight }) =>
        `  server ${quoted(version)} ${address} weight ${weight} init-addr last,libc,none`,
    ),
  ];
}

/** The gateway's name for its last route, `gateway.route` for the others. */
function backendsOf({ name, routes, backends }: TargetGateway): readonly HaproxyBackend[] {
  return routes.map((route, index) => {
    const weights = serverWeights(route.to) ?? [];
    return {
      name: index === routes.length - 1 ? name : `${name}.${route.name}`,
      servers: route.to.map(({ version }, place) => {
        const backend = backends.find((other) => other.version === version);
        const address = backend === undefined ? '' : addressText(backend.service, backend.port);
        return { version, address, weight: weights[place] ?? 0 };
      }),
    };
  });
}

/** Back from weights, which were scaled without a rest. */
function sharesOf({ servers }: HaproxyBackend): readonly Share[] {
  const sum = servers.reduce((total, { weight }) => total + weight, 0);
  return servers
    .filter(({ weight }) => weight > 0)
    .map(({ version, weight }) => ({ version, weight: (weight * 10_000) / sum }));
}

function nameProblems({ name, routes, backends }: TargetGateway): readonly TargetProblem[] {
  return [
    ...wrongWord(nameProblem('gateway', name), null),
    ...routes.flatMap((route, index) => wrongWord(nameProblem('route', route.name), index)),
    ...backends.flatMap(({ version }) => wrongWord(nameProblem('version', version), null)),
  ];
}

function serverProblems({ routes, backends }: TargetGateway): readonly TargetProblem[] {
  const served = new Set(routes.flatMap(({ to }) => to.map(({ version }) => version)));
  return [
    ...backends.flatMap(({ version, service }) =>
      wrongWord(hostProblem(`version \`${excerpt(version)}\``, service), null),
    ),
    ...backends
      .filter(({ version, subset }) => subset !== null && served.has(version))
      .map(({ version, service }) =>
        problem(
          'target-cannot',
          `the version \`${excerpt(version)}\` shares the service \`${excerpt(service)}\` with others, whose pods haproxy cannot tell apart: give it a service of its own`,
          null,
        ),
      ),
    ...routes.flatMap(({ name, to }, route) =>
      serverWeights(to) === null
        ? [
            problem(
              'target-cannot',
              `the weights of the route \`${excerpt(name)}\` have no equal in haproxy's, which are whole numbers up to 256: use steps of 0.5 %`,
              route,
            ),
          ]
        : [],
    ),
  ];
}

function wrongWord(message: string | null, route: number | null): readonly TargetProblem[] {
  return message === null ? [] : [problem('target-name', message, route)];
}

function problem(code: TargetProblem['code'], message: string, route: number | null): TargetProblem {
  return { code, severity: 'error', message, literal: null, route };
}
