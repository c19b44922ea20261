import { describe, expect, test } from '@jest/globals';
import { answerText, parseInfo, parseProcesses, parseWeight } from './answers.js';

/** As 2.6.12 answers, two reloads after its start and with an old worker that still ends its exchanges. */
const PROCESSES = `#<PID>          <type>          <reloads>       <uptime>        <version>      
1162            master          2 [failed: 0]   0d00h02m07s     2.6.12-1+deb12u4
# workers
1271            worker          0               0d00h00m00s     2.6.12-1+deb12u4
# old workers
1233            worker          1               0d00h00m43s     2.6.12-1+deb12u4
# programs

`;

describe('parseWeight', () => {
  test.each([
    ['20 (initial 10)\n\n', 20],
    ['0 (initial 0)\n\n', 0],
    ['No such server.\n\n', null],
    ['No such backend.\n\n', null],
    ['', null],
    ['20\n', null],
  ])('%j is %p', (answer, weight) => {
    expect(parseWeight(answer)).toBe(weight);
  });
});

describe('parseProcesses', () => {
  test('tells the master and the worker that is not an old one', () => {
    expect(parseProcesses(PROCESSES)).toEqual({ master: 1162, reloads: 2, failed: 0, worker: 1271 });
  });

  test('tells a reload that failed', () => {
    expect(parseProcesses(PROCESSES.replace('failed: 0', 'failed: 1'))?.failed).toBe(1);
  });

  test('there may be no worker but old ones', () => {
    const without = PROCESSES.split('\n').filter((line) => !line.startsWith('1271'));
    expect(parseProcesses(without.join('\n'))?.worker).toBeNull();
  });

  test('an answer that broke off is none', () => {
    expect(parseProcesses('')).toBeNull();
  });
});

describe('parseInfo', () => {
  test('tells the process and the configuration it was started with', () => {
    const answer = 'Name: HAProxy\nPid: 8923\nUptime: 0d 0h00m19s\ndescription: lamia 0029b1fb87b3c7fd\n\n';
    expect(parseInfo(answer)).toEqual({ pid: 8923, fingerprint: '0029b1fb87b3c7fd' });
  });

  test('a configuration of somebody else has no fingerprint', () => {
    expect(parseInfo('Pid: 8923\ndescription: my proxy\n')).toEqual({ pid: 8923, fingerprint: null });
    expect(parseInfo('')).toBeNull();
  });
});

describe('answerText', () => {
  test('is the first line that says something', () => {
    expect(answerText('\n')).toBe('');
    expect(answerText('No such server.\n\n')).toBe('No such server.');
    expect(answerText('Unknown command, but maybe:\n  help [<command>]\n')).toBe(
      'Unknown command, but maybe:',
    );
  });
});
