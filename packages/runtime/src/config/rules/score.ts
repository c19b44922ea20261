import type { CheckedProgram } from '@lamia/lang';
import { unitOf } from './score-unit.js';
import type { HealthPolicy, MetricPolicy } from '../gateway.js';
import type { Report } from '../canonical/report.js';
import type { Path } from '../yaml/tree.js';

/** A score has to tell versions apart; that of a health policy has to be a share. */
export function checkScore(
  policy: HealthPolicy | MetricPolicy,
  checked: CheckedProgram,
  path: Path,
  report: Report,
): void {
  const place = [...path, report.has([...path, 'expression']) ? 'expression' : 'type'];
  const isOfVersion = checked.reads.some(
    (read) => read.kind === 'metric' && read.version.form !== 'label' && read.version.form !== 'role',
  );
  const ofCandidate = checked.reads.some(
    (read) => policy.type === 'health' && read.kind === 'metric' && read.version.form === 'role',
  );
  if (!isOfVersion && !ofCandidate) {
    const message =
      'this expression reads nothing of the version that it scores, so that all versions score the same; write a metric without a version, such as `success_rate`';
    report.error(place, 'never-moves', message);
    return;
  }
  const unit = unitOf(checked);
  if (policy.type === 'health' && unit !== null && unit !== 'ratio') {
    const message = `a health policy wants the share of requests that went well, a number from 0 to 1, but this is in \`${unit}\`; compare such numbers with a \`metric\` or \`custom\` policy`;
    report.error(place, 'not-a-share', message);
  }
  if (policy.type === 'metric' && unit === 'ratio' && policy.tolerance >= 1) {
    const message = `no two shares differ by more than ${policy.tolerance}, so that every tick is a tie; write a tolerance such as \`0.001\``;
    report.error([...path, 'tolerance'], 'never-moves', message);
  }
}
