import { describe, expect, test } from '@jest/globals';
import type { Proposal } from '../../policy/proposal.js';
import type { ManagedGateway } from '../../release/control.js';
import type { PolicyOutcome, TickRecord } from '../../release/events.js';
import type { Phase } from '../../release/state.js';
import { customPolicy, gatewayWith } from '../../release/testing/gateways.js';
import { gatewayDocument } from '../testing/gateways.js';
import { verdictOf } from './verdict.js';

const NOW = 1_000_000;

function managed(phase: Phase | null, candidate: string | null = 'version2'): ManagedGateway {
  return {
    gateway: gatewayWith([customPolicy()], { candidate }),
    document: gatewayDocument(),
    origin: 'api',
    described: { by: 'hugo', at: 0 },
    revision: 'r1',
    status: {
      gateway: 'shop',
      phase,
      reason: 'the engine’s words',
      stable: 'version1',
      candidate,
      startedAt: 0,
      step: 1,
      routes: [],
      confirmed: null,
      outage: null,
      gates: [],
      leftover: [],
    },
  };
}

function ticked(proposals: readonly Proposal[], at = NOW): TickRecord {
  const outcomes = proposals.map((proposal, policy): PolicyOutcome => ({
    policy,
    type: 'custom',
    proposal,
    reason: 'said so',
    observed: false,
    reading: { type: 'time', requests: [] },
  }));
  return {
    gateway: 'shop',
    at,
    phase: 'Progressing',
    step: 1,
    routes: [],
    shift: null,
    operation: null,
    drift: null,
    outcomes,
    reason: 'said so',
  };
}

const toward = (version: string): Proposal => ({ kind: 'toward', version });
const verdict = (gateway: ManagedGateway, record: TickRecord | null): string =>
  verdictOf(gateway, record, NOW).verdict;

describe('verdictOf', () => {
  test.each([
    ['go', [toward('version2')]],
    ['go', [toward('version2'), toward('version2')]],
    ['halt', [toward('version1')]],
    ['halt', [toward('version2'), toward('version1')]],
    ['wait', [toward('version2'), { kind: 'hold' }]],
    ['wait', [{ kind: 'hold' }]],
    ['wait', [{ kind: 'undecided', blockers: [] }]],
    ['wait', [{ kind: 'too-few', missing: [] }]],
    ['wait', [{ kind: 'warming-up', remaining: 1 }]],
  ] as const)('%s: %j', (expected, proposals) => {
    expect(verdict(managed('Progressing'), ticked(proposals))).toBe(expected);
  });

  test.each([
    ['Promoted', 'go'],
    ['RolledBack', 'halt'],
    ['RollingBack', 'halt'],
    ['Held', 'wait'],
    ['Superseded', 'wait'],
    ['Paused', 'wait'],
    [null, 'wait'],
  ] as const)('%s: %s, whatever the newest decision was', (phase, expected) => {
    expect(verdict(managed(phase), ticked([toward('version2')]))).toBe(expected);
  });

  test('nothing is decided by what is not known', () => {
    expect(verdict(managed('Progressing'), null)).toBe('wait');
    expect(verdict(managed('Progressing', null), ticked([toward('version2')]))).toBe('wait');
  });

  test('an old decision says nothing of now', () => {
    expect(verdict(managed('Progressing'), ticked([toward('version2')], NOW - 60_000))).toBe('go');
    expect(verdict(managed('Progressing'), ticked([toward('version2')], NOW - 60_001))).toBe('wait');
  });

  test('has a number for those who compare numbers', () => {
    const value = (version: string): number =>
      verdictOf(managed('Progressing'), ticked([toward(version)]), NOW).value;
    expect([value('version2'), value('version1')]).toEqual([1, -1]);
  });
});
