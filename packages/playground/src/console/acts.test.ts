import { describe, expect, test } from '@jest/globals';
import { unavailable, type Act, type Status } from './acts.js';

const at = (phase: Status['phase'], origin: Status['origin'] = 'api') => ({ phase, origin, gates: [] });

describe('what can be done', () => {
  test('needs its role, and says which', () => {
    expect(unavailable('pause', 'viewer', at('Progressing'))).toBe(
      'this needs the role operator; you have the role viewer',
    );
    expect(unavailable('put', 'operator', at(null))).toBe(
      'this needs the role admin; you have the role operator',
    );
    expect(unavailable('put', 'admin', at(null))).toBeNull();
  });

  test('to a gateway of a file is said to be done there', () => {
    expect(unavailable('put', 'admin', at(null, 'file'))).toContain('change it there');
  });

  test('at a gate fits for as long as one is open, also in a pause', () => {
    const gates = [{ name: 'qa', at: '50%', type: 'manual', since: '2026-01-01T00:00:00.000Z' }] as const;
    expect(unavailable('approve', 'operator', { ...at('Paused'), gates })).toBeNull();
    expect(unavailable('approve', 'operator', at('Waiting'))).toBe('the release waits at no gate');
    expect(unavailable('approve', 'viewer', { ...at('Waiting'), gates })).toContain('the role operator');
  });

  test.each<readonly [Act, readonly Status['phase'][]]>([
    ['pause', ['Pending', 'Progressing', 'Waiting']],
    ['resume', ['Paused']],
    ['promote', ['Pending', 'Progressing', 'Waiting', 'Paused', 'Held']],
    ['rollback', ['Pending', 'Progressing', 'Waiting', 'Paused', 'Held', 'Promoted']],
    ['weights', [null, 'Paused', 'Held', 'Promoted', 'RolledBack', 'Superseded']],
  ])('%s fits the phases that the runtime takes it in', (act, fitting) => {
    const phases: readonly Status['phase'][] = [
      null,
      'Pending',
      'Progressing',
      'RollingBack',
      'Waiting',
      'Paused',
      'Promoted',
      'RolledBack',
      'Held',
      'Superseded',
    ];
    for (const phase of phases) {
      expect([phase, unavailable(act, 'operator', at(phase)) === null]).toEqual([
        phase,
        fitting.includes(phase),
      ]);
    }
  });
});
