import type { ReleaseEvent } from '../../release/events.js';

/** A release that ended in promotion, at a time of its own so that it is another event than any other. */
export function promoted(gateway: string, at: number): ReleaseEvent {
  return {
    kind: 'ended',
    gateway,
    at,
    reason: 'version2 has all traffic',
    phase: 'Promoted',
    stable: 'version2',
  };
}

export function rolledBack(gateway: string, at: number): ReleaseEvent {
  return {
    kind: 'ended',
    gateway,
    at,
    reason: 'too many <errors> & more',
    phase: 'RolledBack',
    stable: 'version1',
  };
}

export function shifted(gateway: string, at: number): ReleaseEvent {
  return {
    kind: 'shifted',
    gateway,
    at,
    reason: 'version2 gains 10%',
    cause: 'policy',
    step: 2,
    from: [
      {
        route: 'default',
        shares: [
          ['version1', 10_000],
          ['version2', 0],
        ],
      },
    ],
    to: [
      {
        route: 'default',
        shares: [
          ['version1', 9_000],
          ['version2', 1_000],
        ],
      },
    ],
  };
}
