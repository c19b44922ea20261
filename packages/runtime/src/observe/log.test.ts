import { expect, test } from '@jest/globals';
import type { ServedRequest } from '../api/options.js';
import { promoted, rolledBack, shifted } from '../notify/testing/events.js';
import type { ReleaseEvent, TickRecord } from '../release/events.js';
import { EventLog } from './log.js';
import type { LogForm, LogLevel } from './log-options.js';

const NOW = Date.parse('2026-03-01T12:00:00Z');

function logged(form: LogForm, level: LogLevel, work: (log: EventLog) => void): readonly string[] {
  const lines: string[] = [];
  work(new EventLog(form, level, (line) => lines.push(line)));
  return lines;
}

function ticked(reason: string): ReleaseEvent {
  const record: TickRecord = {
    gateway: 'shop',
    at: NOW,
    phase: 'Progressing',
    step: 3,
    routes: [],
    shift: null,
    drift: null,
    outcomes: [],
    operation: null,
    reason,
  };
  return { kind: 'ticked', gateway: 'shop', at: NOW, reason, record };
}

test('every event is one JSON object, with gateway, phase, step and reason', () => {
  const lines = logged('json', 'info', (log) => {
    log.note(ticked('it holds\nfor now'));
    log.note(shifted('shop', NOW));
    log.note(rolledBack('shop', NOW));
  });
  expect(lines.every((line) => line.endsWith('\n') && !line.trimEnd().includes('\n'))).toBe(true);
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    {
      level: 'info',
      time: '2026-03-01T12:00:00.000Z',
      event: 'ticked',
      gateway: 'shop',
      phase: 'Progressing',
      step: 3,
      reason: 'it holds\nfor now',
    },
    {
      level: 'info',
      time: '2026-03-01T12:00:00.000Z',
      event: 'shifted',
      gateway: 'shop',
      cause: 'policy',
      step: 2,
      reason: 'version2 gains 10%',
    },
    {
      level: 'error',
      time: '2026-03-01T12:00:00.000Z',
      event: 'ended',
      gateway: 'shop',
      phase: 'RolledBack',
      stable: 'version1',
      reason: 'too many <errors> & more',
    },
  ]);
});

test('a text is for people, one line each', () => {
  expect(
    logged('text', 'info', (log) => {
      log.note(promoted('shop', NOW));
      log.note(ticked('it holds'));
    }),
  ).toEqual([
    '2026-03-01T12:00:00.000Z info shop ended phase=Promoted stable=version2: version2 has all traffic\n',
    '2026-03-01T12:00:00.000Z info shop ticked phase=Progressing step=3: it holds\n',
  ]);
});

test('a tick that says what the one before said is for those who debug', () => {
  const work = (log: EventLog): void => {
    for (const reason of ['a', 'a', 'b']) log.note(ticked(reason));
  };
  expect(logged('json', 'info', work)).toHaveLength(2);
  expect(logged('json', 'debug', work)).toHaveLength(3);
});

test.each([
  ['debug', 3],
  ['info', 3],
  ['warning', 1],
  ['error', 1],
] as const)('from the level %s on', (level, count) => {
  const lines = logged('json', level, (log) => {
    log.note(promoted('shop', NOW));
    log.note(shifted('shop', NOW));
    log.note(rolledBack('shop', NOW));
  });
  expect(lines).toHaveLength(count);
});

test('none is nothing', () => {
  expect(
    logged('none', 'debug', (log) => {
      log.note(rolledBack('shop', NOW));
      log.noteFault(new Error('x'), 'y', NOW);
    }),
  ).toEqual([]);
});

test('deliveries that fail are warnings, those that are lost are errors', () => {
  const lines = logged('json', 'info', (log) => {
    log.noteDelivery({ kind: 'delivered', notifier: 'team', count: 1 }, NOW);
    log.noteDelivery(
      { kind: 'failed', notifier: 'team', attempts: 2, why: 'it answered with status 500' },
      NOW,
    );
    log.noteDelivery({ kind: 'lost', notifier: 'team', count: 3, why: 'too many wait for it' }, NOW);
    log.noteFault(new Error('no'), 'a tick', NOW);
  });
  expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
    {
      level: 'warning',
      event: 'notification-failed',
      notifier: 'team',
      reason: expect.stringContaining('(attempt 2)'),
    },
    { level: 'error', event: 'notification-lost', reason: expect.stringContaining('3 notifications') },
    {
      level: 'error',
      event: 'fault',
      reason: expect.stringContaining('a fault of lamia itself during a tick: Error: no'),
    },
  ]);
});

test('troubles are warnings, and where a process is to be found is told at every level', () => {
  const work = (log: EventLog): void => {
    log.noteServing('the controller one works', NOW);
    log.noteTrouble('leases cannot be seen', NOW);
  };
  const time = '2026-03-01T12:00:00.000Z';
  const serving = { level: 'info', time, event: 'serving', reason: 'the controller one works' };
  const trouble = { level: 'warning', time, event: 'trouble', reason: 'leases cannot be seen' };
  const read = (level: LogLevel) => logged('json', level, work).map((line) => JSON.parse(line) as unknown);
  expect(read('warning')).toEqual([serving, trouble]);
  expect(read('error')).toEqual([serving]);
  expect(logged('text', 'info', work)).toEqual([
    `${time} info serving: the controller one works\n`,
    `${time} warning trouble: leases cannot be seen\n`,
  ]);
  expect(logged('none', 'info', work)).toEqual([]);
});

const put: ServedRequest = {
  method: 'PUT',
  at: '/api/v1/gateways/{name}',
  status: 201,
  duration: 3.4,
  caller: 'tester',
};

test('requests that may change something are told, those that look only to whoever debugs', () => {
  const work = (log: EventLog): void => {
    log.noteRequest(put, NOW);
    log.noteRequest({ ...put, method: 'GET', status: 404, at: null, caller: null }, NOW);
  };
  expect(logged('json', 'info', work).map((line) => JSON.parse(line) as unknown)).toEqual([
    {
      level: 'info',
      time: '2026-03-01T12:00:00.000Z',
      event: 'request',
      method: 'PUT',
      at: '/api/v1/gateways/{name}',
      status: 201,
      milliseconds: 3,
      caller: 'tester',
    },
  ]);
  expect(logged('text', 'debug', work)).toEqual([
    '2026-03-01T12:00:00.000Z info request method=PUT at=/api/v1/gateways/{name} status=201 milliseconds=3 caller=tester\n',
    '2026-03-01T12:00:00.000Z debug request method=GET at=- status=404 milliseconds=3 caller=-\n',
  ]);
});
