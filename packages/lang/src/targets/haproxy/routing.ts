import type { ConditionalRoute } from '../../condition/compile-routes.js';
import { compileGateway, type Compiled } from '../compile.js';
import type { Target } from '../target.js';
import { emitRules } from './emit.js';
import { router } from './evaluate.js';
import { printRules } from './print.js';
import type { HaproxyRules } from './rules.js';
import { withStandIns, type StandIns } from './stand-ins.js';

/** The routes of a gateway whose backends somebody else writes. */
export interface HaproxyRouting {
  /** Empty for any. */
  readonly hosts: readonly string[];
  /** In order; the last has no condition. */
  readonly routes: readonly (Pick<ConditionalRoute, 'condition'> & {
    readonly name: string;
    /** The name of its backend. */
    readonly backend: string;
  })[];
  /** Whether raw ACLs go out as they are; without that they are errors. */
  readonly rawAcls: boolean;
}

/** The lines of a frontend that send each request to the backend of its route, without indentation. */
export function compileHaproxyRouting(routing: HaproxyRouting): Compiled<readonly string[]> {
  const { hosts, rawAcls } = routing;
  const { routes, standIns } = withStandIns(routing.routes, rawAcls);
  const backends = routes.map(({ backend }) => backend);
  const compiled = compileGateway(
    routingTarget(backends, standIns),
    {
      name: 'gateway',
      namespace: 'default',
      hosts,
      backends: [],
      // Each route stands for a version of its own: what is verified is which route takes a request.
      routes: routes.map(({ name, condition, backend }) => ({
        name,
        condition,
        to: [{ version: backend, weight: 10_000 }],
      })),
    },
    null,
  );
  return compiled.ok ? { ...compiled, emitted: printRules(compiled.emitted) } : compiled;
}

function routingTarget(backends: readonly string[], standIns: StandIns): Target<null, HaproxyRules> {
  return {
    emit(gateway, rules) {
      const emitted = emitRules(gateway, rules, backends, standIns);
      return emitted.ok
        ? { ok: true, emitted: emitted.rules, notes: emitted.notes }
        : { ok: false, problems: emitted.problems };
    },
    readers(rules) {
      const route = router(rules);
      return new Map([
        [
          'haproxy',
          (request) => {
            const backend = route(request);
            return backend === null ? null : [{ version: backend, weight: 10_000 }];
          },
        ],
      ]);
    },
  };
}
