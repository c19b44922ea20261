import type { Schemas } from '../../../runtime/src/client/api-types.js';

export type Role = Schemas['Runtime']['caller']['role'];
export type Status = Schemas['GatewayStatus'];
type Phase = Status['phase'];

/** What somebody can do with a release or its gateway. */
export type Act = 'pause' | 'resume' | 'promote' | 'rollback' | 'approve' | 'weights' | 'put';

const ROLES: readonly Role[] = ['viewer', 'operator', 'admin'];

/**
 * Why an act is not to be had now; null where it is. The runtime has the last word: this is said beforehand, so that nobody has to try.
 */
export function unavailable(
  act: Act,
  role: Role,
  { phase, origin, gates }: Pick<Status, 'phase' | 'origin' | 'gates'>,
): string | null {
  const needed: Role = act === 'put' ? 'admin' : 'operator';
  if (ROLES.indexOf(role) < ROLES.indexOf(needed))
    return `this needs the role ${needed}; you have the role ${role}`;
  if (act === 'put')
    return origin === 'file' ? 'the runtime has this gateway from a file: change it there' : null;
  if (act === 'approve') return gates.length > 0 ? null : 'the release waits at no gate';
  return misfit(act, phase);
}

/** Why an act does not fit a phase. */
function misfit(act: Exclude<Act, 'put' | 'approve'>, phase: Phase): string | null {
  if (act === 'weights') {
    return phase === null || phase === 'Paused' || isOver(phase)
      ? null
      : `the release moves the weights: it is ${phase}; pause it first`;
  }
  if (phase === null) return 'there is nothing to release';
  switch (act) {
    case 'pause':
      return phase === 'Paused' || phase === 'RollingBack' || isOver(phase)
        ? `the release is ${phase}`
        : null;
    case 'resume':
      return phase === 'Paused' ? null : 'the release is not paused';
    case 'promote':
      return phase === 'RollingBack' || (isOver(phase) && phase !== 'Held')
        ? `the release is ${phase}`
        : null;
    case 'rollback':
      return phase === 'RollingBack' || phase === 'RolledBack' || phase === 'Superseded'
        ? `the release is ${phase}`
        : null;
  }
}

function isOver(phase: NonNullable<Phase>): boolean {
  return phase === 'Promoted' || phase === 'RolledBack' || phase === 'Held' || phase === 'Superseded';
}
