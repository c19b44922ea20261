import { check, compile } from '@lamia/lang';
import type {
  CheckedProgram,
  CompiledProgram,
  CompileOptions,
  Diagnostic,
  MetricCatalogue,
} from '@lamia/lang';
import type { Gateway, JudgingPolicy } from '../config/gateway.js';

/** A policy's program, ready to be evaluated in any release of its gateway. */
export interface PolicyProgram {
  readonly checked: CheckedProgram;
  readonly compiled: CompiledProgram;
}

/** A program that can be evaluated, or what is wrong with its text. */
export type PreparedProgram =
  | { readonly ok: true; readonly program: PolicyProgram }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** Checks and compiles programs, each once: gateways that share a policy share its program. */
export class Programs {
  readonly #prepared = new Map<string, PreparedProgram>();
  readonly #compileOptions: CompileOptions;

  /** @param compileOptions for where no code may be generated */
  constructor(compileOptions: CompileOptions = {}) {
    this.#compileOptions = compileOptions;
  }

  /** `catalogue` is null where the gateway's metric names are open. */
  prepare(gateway: Gateway, policy: JudgingPolicy, catalogue: MetricCatalogue | null): PreparedProgram {
    const { baseline, candidate, metrics } = gateway;
    const options = {
      kind: policy.type === 'custom' ? 'decision' : 'score',
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
      checked === null
        ? { ok: false, diagnostics }
        : { ok: true, program: { checked, compiled: compile(checked, this.#compileOptions) } };
    this.#prepared.set(key, prepared);
    return prepared;
  }
}
