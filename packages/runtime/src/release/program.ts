import { check, compile } from '@lamia/lang';
import type { CheckedProgram, CompiledDecision, Diagnostic, MetricCatalogue } from '@lamia/lang';
import type { CustomPolicy, Gateway } from '../config/gateway.js';

/** A custom policy's program, ready to be evaluated in any release of its gateway. */
export interface PolicyProgram {
  readonly checked: CheckedProgram;
  readonly compiled: CompiledDecision;
}

/** A program that can be evaluated, or what is wrong with its text. */
export type PreparedProgram =
  | { readonly ok: true; readonly program: PolicyProgram }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** Checks and compiles programs, each once: gateways that share a policy share its program. */
export class Programs {
  readonly #prepared = new Map<string, PreparedProgram>();

  /** `catalogue` is null where the gateway's metric names are open. */
  prepare(gateway: Gateway, policy: CustomPolicy, catalogue: MetricCatalogue | null): PreparedProgram {
    const { baseline, candidate, metrics } = gateway;
    const options = {
      kind: 'decision',
      versions: gateway.versions.map((version) => version.label),
      baseline,
      candidate,
      ...(metrics === null ? {} : { window: metrics.window }),
      allowPromql: metrics?.source.kind === 'prometheus' && metrics.source.allowPromql,
    } as const;
    const key = JSON.stringify([policy.expression, options, catalogue?.name ?? null]);
    const known = this.#prepared.get(key);
    if (known !== undefined) return known;
    const { checked, diagnostics } = check(policy.expression, {
      ...options,
      ...(catalogue === null ? {} : { catalogue }),
    });
    const prepared: PreparedProgram =
      checked === null ? { ok: false, diagnostics } : { ok: true, program: compiled(checked) };
    this.#prepared.set(key, prepared);
    return prepared;
  }
}

function compiled(checked: CheckedProgram): PolicyProgram {
  const program = compile(checked);
  if (program.kind !== 'decision')
    throw new TypeError('a program checked as a decision was compiled as a score');
  return { checked, compiled: program };
}
