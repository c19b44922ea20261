import type { Gate } from '../gateway.js';
import type { GateShape } from '../schema/gate-schema.js';
import { FULL, percentText } from '../weights.js';
import type { Path } from '../yaml/tree.js';
import { DEFAULTS } from './defaults.js';
import { positiveDuration } from './duration.js';
import { hundredths } from './percentage.js';
import type { Report } from './report.js';

/** A gate with its defaults filled in: it is called after where it stands. */
export function canonicalGate(shape: GateShape, path: Path, report: Report): Gate {
  const at = placeOf(shape.at, [...path, 'at'], report);
  const base = {
    name: shape.name ?? (typeof at === 'number' ? percentText(at) : at),
    at,
    timeout:
      shape.timeout === undefined ? null : positiveDuration(shape.timeout, 0, [...path, 'timeout'], report),
    then: shape.then ?? DEFAULTS.gateEnds,
  };
  if (at === 'rollback' && shape.then !== undefined) {
    const message =
      'a gate before `rollback` has no `then`: refused, the release is held; without an answer it goes back';
    report.errorAtKey([...path, 'then'], 'needless-key', message);
  }
  if (shape.type === 'manual') return { type: 'manual', ...base };
  const webhook = shape.webhook ?? shape.name;
  if (webhook === undefined) {
    const message =
      "a webhook gate lacks `webhook`: the name of a webhook in the runtime's configuration, whose address stands there";
    report.errorAtKey(path, 'missing-key', message);
  }
  return { type: 'webhook', ...base, webhook: webhook ?? '' };
}

function placeOf(written: number | string, path: Path, report: Report): Gate['at'] {
  if (written === 'promotion' || written === 'rollback') return written;
  const share = hundredths(written);
  if (share !== null && share > 0) return share;
  const message =
    share === null
      ? `\`${written}\` has more than two decimals, and shares are kept in hundredths of a percent`
      : 'a gate at 0% is never come to; write a share such as `1%` to be asked before the first traffic';
  report.error(path, share === null ? 'too-precise' : 'wrong-value', message);
  return FULL;
}
