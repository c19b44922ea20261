import { afterEach, describe, expect, test } from '@jest/globals';
import { commandJob } from './command-job.js';
import { WorkerDesk } from './worker-desk.js';

const desks: WorkerDesk[] = [];
afterEach(async () => {
  for (const desk of desks.splice(0)) await desk.close();
});

function deskWith(...args: ConstructorParameters<typeof WorkerDesk>): WorkerDesk {
  const desk = new WorkerDesk(...args);
  desks.push(desk);
  return desk;
}

/** Values that take far more memory once they are read than as text. */
const manyVersions = (): object =>
  Object.fromEntries(Array.from({ length: 60_000 }, (_, n) => [`version${n}`, { requests: n, errors: n }]));

const SMALL = { source: 'requests' };
/** Work for about a second: rules that have to be told apart by their regular expressions. */
const LARGE = {
  source: Array.from(
    { length: 20 },
    (_, n) => `(header "X-${n}" regex "^(a|b)*${n}$" or cookie "c${n}" regex "(x|y)+${n}")`,
  ).join(' and '),
  target: 'gateway-api',
  to: { v1: 100 },
  otherwise: { v2: 100 },
};

describe('WorkerDesk', () => {
  test('does jobs in its thread, with what the same job gives here', async () => {
    const desk = deskWith();
    expect(await desk.run('format', SMALL)).toEqual(await commandJob('format', SMALL));
    expect(await desk.run('check', { source: 'nonsense (', kind: 'score' })).toMatchObject({
      ok: true,
      document: { ok: false },
    });
  });

  test('ends a job that takes too long, and goes on with the next', async () => {
    const desk = deskWith({ deadline: 100 });
    expect(await desk.run('compile', LARGE)).toMatchObject({
      ok: false,
      problem: { status: 422, detail: 'this takes longer than the 100 ms that it may' },
    });
    // On a busy machine a small job, too, can take that long once.
    let next = await desk.run('format', SMALL);
    while (!next.ok) next = await desk.run('format', SMALL);
    expect(next).toMatchObject({ ok: true });
  });

  test('lets a job go on that has not had its time of the processor, within a limit by the clock', async () => {
    const none = (): number => 0;
    const patient = deskWith({ deadline: 1 }, none);
    expect(await patient.run('format', SMALL)).toMatchObject({ ok: true });
    const limited = deskWith({ deadline: 1, atMost: 100 }, none);
    expect(await limited.run('compile', LARGE)).toMatchObject({ ok: false, problem: { status: 422 } });
  });

  test('ends a job that takes too much memory, and goes on with the next', async () => {
    const desk = deskWith({ deadline: 60_000, atMost: 60_000, memory: 24 });
    expect(await desk.run('evaluate', { source: 'requests', metrics: manyVersions() })).toMatchObject({
      ok: false,
      problem: { status: 422, detail: 'this takes more than the 24 MiB of memory that it may' },
    });
    expect(await desk.run('format', SMALL)).toMatchObject({ ok: true });
  });

  test('takes no more jobs than it can have waiting', async () => {
    const desk = deskWith({ waiting: 2 });
    const jobs = await Promise.all([1, 2, 3, 4, 5].map(() => desk.run('format', SMALL)));
    expect(jobs.map((job) => (job.ok ? 200 : job.problem.status))).toEqual([200, 200, 200, 503, 503]);
    expect(await desk.run('format', SMALL)).toMatchObject({ ok: true });
  });

  test('does nothing once it is closed', async () => {
    const desk = deskWith();
    await desk.close();
    expect(await desk.run('format', SMALL)).toMatchObject({ ok: false, problem: { status: 503 } });
  });
});
