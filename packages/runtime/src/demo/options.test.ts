import { describe, expect, test } from '@jest/globals';
import { demoOptions } from './options.js';
import type { DemoFlags } from './options.js';

describe('demoOptions', () => {
  test('without flags is the main job with its documented numbers', () => {
    expect(demoOptions({})).toEqual({
      ok: true,
      options: {
        target: 'embedded',
        source: 'scrape',
        interval: 2000,
        step: 1000,
        baselineErrors: 400,
        candidateErrors: 0,
        candidateLatency: 0,
        traffic: true,
        listen: { host: '127.0.0.1', port: 0 },
        json: false,
      },
    });
  });

  test('reads every flag', () => {
    const flags: DemoFlags = {
      target: 'haproxy',
      source: 'prometheus',
      interval: '1m',
      step: '2.5%',
      baselineErrors: '0',
      candidateErrors: '100%',
      candidateLatency: '1s500ms',
      traffic: false,
      listen: '[::1]:8090',
      json: true,
    };
    expect(demoOptions(flags)).toEqual({
      ok: true,
      options: {
        target: 'haproxy',
        source: 'prometheus',
        interval: 60_000,
        step: 250,
        baselineErrors: 0,
        candidateErrors: 10_000,
        candidateLatency: 1500,
        traffic: false,
        listen: { host: '::1', port: 8090 },
        json: true,
      },
    });
  });

  test.each<[DemoFlags, string]>([
    [{ target: 'haprox' }, '`haprox` is no value for `--target`; did you mean `haproxy`'],
    [{ source: 'x' }, '`x` is no value for `--source`; expected scrape or prometheus'],
    [
      { interval: '50ms' },
      '`50ms` is no value for `--interval`; expected a duration from 100ms to 60s, such as `500ms`',
    ],
    [
      { interval: '2' },
      '`2` is no value for `--interval`; expected a duration from 100ms to 60s, such as `500ms`',
    ],
    [{ step: '0%' }, '`0%` is no value for `--step`; expected a percentage from 1% to 100%, such as `5%`'],
    [
      { candidateErrors: '101%' },
      '`101%` is no value for `--candidate-errors`; expected a percentage from 0% to 100%, such as `5%`',
    ],
    [
      { candidateLatency: '6s' },
      '`6s` is no value for `--candidate-latency`; expected a duration from 0ms to 5s, such as `500ms`',
    ],
    [
      { listen: '0.0.0.0:8090' },
      "`0.0.0.0:8090` is no value for `--listen`: the console has no access control, so it listens on this machine's own address only, such as `127.0.0.1:8090`",
    ],
    [{ listen: '8090' }, '`8090` is no value for `--listen`; expected `HOST:PORT`, such as `127.0.0.1:8090`'],
  ])('%j is refused', (flags, message) => {
    expect(demoOptions(flags)).toEqual({ ok: false, message });
  });
});
