import type { ConditionalRoute } from '../../condition/compile-routes.js';
import { compileGateway, type Compiled } from '../compile.js';
import type { Target } from '../target.js';
import { emitRules } from './emit.js';
import { router } from './evaluate.js';
import { printRules } from './print.js';
import type { HaproxyRules } from './rules.js';

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
}

/** The lines of a frontend that send each request to the backend of its route, without indentation. */
export function compileHaproxyRouting({ hosts, routes }: HaproxyRouting): Compiled<readonly string[]> {
  const backends = routes.map(({ backend }) => backend);
  const compiled = compileGateway(
    routingTarget(backends),
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

function routingTarget(backends: readonly string[]): Target<null, HaproxyRules> {
  return {
    emit(gateway, rules) {
      const emitted = emitRules(gateway, rules, backends);
      return emitted.ok
        ? { ok: true, emitted: emitted.rules, notes: [] }
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
