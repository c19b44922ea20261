import { beforeAll, expect, test } from '@jest/globals';
import { describeWith } from '../components/binaries.js';
import { demo } from './run.js';
import type { DemoRun } from './run.js';

/** A window must hold several scrapes of a real Prometheus, so these runs cannot be much shorter. */
const SHORT = {
  target: 'haproxy',
  source: 'prometheus',
  interval: '1s',
  step: '50%',
  baselineErrors: '20%',
} as const;

describeWith('haproxy', 'the demonstration on HAProxy', () => {
  describeWith('prometheus', 'with Prometheus', () => {
    let better: DemoRun, worse: DemoRun, silent: DemoRun, embedded: DemoRun;

    // Side by side, each with a HAProxy and a Prometheus of its own: most of the time they wait for windows to fill.
    beforeAll(async () => {
      [better, worse, silent, embedded] = await Promise.all([
        demo(SHORT),
        demo({ ...SHORT, candidateErrors: '60%' }),
        demo({ ...SHORT, interval: '500ms', traffic: false }),
        demo({ ...SHORT, target: 'embedded', candidateErrors: '60%' }),
      ]);
    }, 180_000);

    test('promotes a candidate that fails less, without losing a request', () => {
      expect(better).toMatchObject({ exitCode: 0, lastLine: 'promoted version2', complaints: '' });
      expect(better.lines.find((line) => line.includes('requests were answered'))).toContain(', 0 were lost');
    });

    test('rolls a candidate back that fails more', () => {
      expect(worse).toMatchObject({ exitCode: 4, lastLine: 'rolled back to version1', complaints: '' });
    });

    test('holds without traffic', () => {
      expect(silent).toMatchObject({ exitCode: 5, complaints: '' });
      expect(silent.lastLine).toMatch(/^held: there has been no data to decide on for /);
    });

    test('Prometheus reads the embedded gateway as well', () => {
      expect(embedded).toMatchObject({ exitCode: 4, lastLine: 'rolled back to version1', complaints: '' });
    });
  });
});
