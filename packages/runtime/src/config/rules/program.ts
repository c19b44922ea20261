import { check, type CheckedProgram, type CheckOptions, type MetricCatalogue } from '@lamia/lang';
import type { GatewayInFile } from '../gateways-in-files.js';
import type { Milliseconds } from '../duration.js';
import type { Gateway, JudgingPolicy, Policy } from '../gateway.js';
import type { Report } from '../canonical/report.js';
import type { Path } from '../yaml/tree.js';
import { checkDecision } from './decision.js';
import { checkExpression } from './expression.js';
import { checkScore } from './score.js';
import { checkWindows } from './windows.js';

/** Checks a policy's program; returns the longest span of time that it looks back over, null where it judges nothing. */
export function checkProgram(
  { gateway, report }: GatewayInFile,
  policy: Policy,
  path: Path,
  catalogue: MetricCatalogue | null,
): Milliseconds | null {
  if (policy.type === 'time') {
    checkWindows(policy, gateway.metrics, null, path, report);
    return null;
  }
  const { metrics, baseline, candidate } = gateway;
  const options = programOptions(gateway, policy, catalogue);
  const { checked, window } = checkText(policy, options, path, report);
  if (checked === null) return window;
  checkWindows(policy, metrics, checked, path, report);
  if (policy.type === 'custom') {
    const { versions } = options;
    if (versions !== undefined)
      checkDecision(policy, checked, { versions, baseline, candidate }, path, report);
  } else {
    checkScore(policy, checked, path, report);
  }
  return window;
}

/** What a gateway says of the place where a policy's program will run. */
export function programOptions(
  { metrics, baseline, candidate, versions }: Gateway,
  policy: JudgingPolicy,
  catalogue: MetricCatalogue | null,
): CheckOptions {
  // Of versions that are still to be found any label may be one, and any may be the candidate.
  const isOpen = versions.length === 0;
  return {
    kind: kindOf(policy),
    ...(isOpen ? {} : { versions: versions.map(({ label }) => label) }),
    baseline,
    ...(isOpen && candidate === null ? {} : { candidate }),
    ...(catalogue === null ? {} : { catalogue }),
    ...(metrics === null ? {} : { window: metrics.window }),
    allowPromql: metrics?.source.kind === 'prometheus' && metrics.source.allowPromql,
  };
}

/** A program that no gateway uses: its grammar, and what it says of any version. */
export function checkPolicyAlone(policy: Policy, path: Path, report: Report): void {
  if (policy.type === 'time') return;
  const { checked } = checkText(policy, { kind: kindOf(policy) }, path, report);
  if (checked !== null && policy.type !== 'custom') checkScore(policy, checked, path, report);
}

function kindOf({ type }: JudgingPolicy): 'decision' | 'score' {
  return type === 'custom' ? 'decision' : 'score';
}

interface CheckedText {
  readonly checked: CheckedProgram | null;
  readonly window: Milliseconds | null;
}

function checkText(policy: JudgingPolicy, options: CheckOptions, path: Path, report: Report): CheckedText {
  const scalar = report.scalar([...path, 'expression']);
  if (scalar !== null) {
    const { findings, ...rest } = checkExpression(scalar, policy.expression, options);
    report.add(...findings);
    return rest;
  }
  // The default of a health policy stands in no file: what is wrong with it is that it does not fit the gateway.
  const { checked, diagnostics } = check(policy.expression, options);
  const [wrong] = diagnostics.filter(({ severity }) => severity === 'error');
  if (wrong !== undefined) {
    const message = `health is \`${policy.expression}\` unless the policy says otherwise, but ${wrong.message}; give the policy its own \`expression\``;
    report.errorAtKey([...path, 'type'], 'missing-key', message);
  }
  return { checked, window: checked === null ? null : (options.window ?? null) };
}
