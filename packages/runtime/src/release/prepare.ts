import type { Diagnostic, MetricCatalogue } from '@lamia/lang';
import type { Gateway } from '../config/gateway.js';
import type { GateKeeper } from './ports.js';
import type { PolicyProgram, Programs } from './program.js';

/** Why a gateway cannot be started. */
export interface StartProblem {
  readonly gateway: string;
  /** The policy's place in the gateway. */
  readonly policy: number;
  readonly message: string;
  /** The program's text, where it is at fault; else empty. */
  readonly source: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** The programs of a gateway's policies by place (null for a policy without one), or what is wrong with them. */
export type PreparedGateway =
  | {
      readonly ok: true;
      readonly gateway: Gateway;
      readonly programs: readonly (PolicyProgram | null)[];
    }
  | { readonly ok: false; readonly problems: readonly StartProblem[] };

/**
 * Checks and compiles what a gateway's policies need before anything is started.
 * @param keeper asks the webhooks of gates; undefined where people answer for them
 */
export function prepareGateway(
  gateway: Gateway,
  catalogue: MetricCatalogue | null,
  cache: Programs,
  keeper: Pick<GateKeeper, 'knows'> | undefined,
): PreparedGateway {
  const problems: StartProblem[] = [...unknownWebhooks(gateway, keeper)];
  const programs = gateway.policies.map((policy, place): PolicyProgram | null => {
    const refuse = (message: string, source = '', diagnostics: readonly Diagnostic[] = []): null => {
      problems.push({ gateway: gateway.name, policy: place, message, source, diagnostics });
      return null;
    };
    switch (policy.type) {
      case 'time':
        return gateway.candidate === null ? refuse('a time policy needs a `candidate`') : null;
      case 'health':
      case 'metric':
      case 'custom': {
        if (policy.type === 'health' && gateway.candidate === null) {
          return refuse('a health policy needs a `candidate`');
        }
        if (gateway.metrics === null)
          return refuse(`a ${policy.type} policy needs \`metrics\` with a \`source\``);
        const prepared = cache.prepare(gateway, policy, catalogue);
        if (prepared.ok) return prepared.program;
        return refuse('the expression has errors', policy.expression, prepared.diagnostics);
      }
    }
  });
  return problems.length === 0 ? { ok: true, gateway, programs } : { ok: false, problems };
}

function unknownWebhooks(
  gateway: Gateway,
  keeper: Pick<GateKeeper, 'knows'> | undefined,
): readonly StartProblem[] {
  if (keeper === undefined) return [];
  return gateway.policies.flatMap(({ gates }, policy) =>
    gates.flatMap((gate): readonly StartProblem[] => {
      if (gate.type !== 'webhook' || keeper.knows(gate.webhook)) return [];
      const message = `the gate \`${gate.name}\` asks the webhook \`${gate.webhook}\`, which the runtime's configuration does not have; add it to the file that \`--config\` names`;
      return [{ gateway: gateway.name, policy, message, source: '', diagnostics: [] }];
    }),
  );
}
