import { TargetError, type Routing } from '../target.js';
import { answerText, parseForcedStates, parseWeight } from './answers.js';
import type { Backend, Site } from './layout.js';
import { keepsByCookie } from './site-lines.js';
import type { RuntimeSocket } from './runtime-socket.js';
import { serverWeight, sharesOf } from './server-weight.js';

/**
 * What the running process gives each route of a gateway; null when it does not run.
 * @throws TargetError when it does not know one of the servers
 */
export async function readRouting(
  socket: RuntimeSocket,
  site: Site,
  signal: AbortSignal,
): Promise<Routing | null> {
  const routes = new Map<string, ReadonlyMap<string, number>>();
  for (const backend of site.backends) {
    const weights = await readWeights(socket, backend, signal);
    if (weights === null) return null;
    routes.set(backend.route, sharesOf(weights));
  }
  return { gateway: site.gateway, routes };
}

/**
 * Gives every server of a gateway's routes the weight of its share, and returns when the process was asked for each and
 * has it. HAProxy answers a wrong command with a text and no code: only reading back shows that a weight was set.
 *
 * @throws TargetError when the process does not run, or has other weights afterwards
 */
export async function writeRouting(
  socket: RuntimeSocket,
  site: Site,
  routing: Routing,
  signal: AbortSignal,
): Promise<void> {
  for (const backend of site.backends) {
    const wanted = wantedWeights(backend, routing);
    const live = (await readWeights(socket, backend, signal)) ?? gone(socket);
    for (const { label, weight } of changes(live, wanted)) {
      const server = `set server ${backend.name}/${label}`;
      // A server that somebody took out of service has no traffic whatever its weight.
      const out = keepsByCookie(site) ? [`${server} state maint`] : [];
      const commands =
        weight === 0
          ? [`${server} weight 0`, ...out]
          : [`${server} state ready`, `${server} weight ${weight}`];
      for (const command of commands) {
        const refusal = answerText((await socket.ask(command, signal)) ?? gone(socket));
        if (refusal !== '') {
          throw new TargetError(`haproxy refuses the weight of ${place(site, backend, label)}: ${refusal}`);
        }
      }
    }
    const confirmed = (await readWeights(socket, backend, signal)) ?? gone(socket);
    for (const [label, weight] of wanted) {
      const has = confirmed.get(label);
      if (has !== weight) {
        throw new TargetError(
          `haproxy gives ${place(site, backend, label)} the weight ${has ?? 'none'} instead of ${weight}; ` +
            'somebody else may be setting weights on its socket',
        );
      }
    }
  }
}

/**
 * The weights of a backend's servers by version, 0 for one that was taken out of service by hand (`state maint` or `drain`);
 * null when the process does not run.
 */
async function readWeights(
  socket: RuntimeSocket,
  backend: Backend,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, number> | null> {
  const weights = new Map<string, number>();
  const states = await socket.ask(`show servers state ${backend.name}`, signal);
  if (states === null) return null;
  const outOfService = parseForcedStates(states);
  for (const { label } of backend.servers) {
    const answer = await socket.ask(`get weight ${backend.name}/${label}`, signal);
    if (answer === null) return null;
    const weight = parseWeight(answer);
    if (weight === null) {
      throw new TargetError(
        `haproxy does not tell the weight of \`${backend.name}/${label}\`: ${answerText(answer)}`,
      );
    }
    weights.set(label, outOfService.has(label) ? 0 : weight);
  }
  return weights;
}

function wantedWeights(backend: Backend, routing: Routing): ReadonlyMap<string, number> {
  const shares = routing.routes.get(backend.route);
  return new Map(backend.servers.map(({ label }) => [label, serverWeight(shares?.get(label) ?? 0)]));
}

/** Raised before lowered: at no moment are all weights 0, when every request would get a 503. */
function changes(
  live: ReadonlyMap<string, number>,
  wanted: ReadonlyMap<string, number>,
): readonly { readonly label: string; readonly weight: number }[] {
  return [...wanted]
    .map(([label, weight]) => ({ label, weight, rise: weight - (live.get(label) ?? 0) }))
    .filter(({ rise }) => rise !== 0)
    .sort((left, right) => right.rise - left.rise);
}

function place(site: Site, backend: Backend, label: string): string {
  return `version \`${label}\` on route \`${backend.route}\` of gateway \`${site.gateway}\``;
}

function gone(socket: RuntimeSocket): never {
  throw new TargetError(
    `haproxy does not run any more: nothing answers on \`${socket.path}\`; it is started again when it is served again`,
  );
}
