import type { Sample } from '@lamia/lang';
import type { Milliseconds } from '../config/duration.js';
import { inputsRead, type Reading } from '../policy/reading.js';
import type { ReleaseEvent, TickRecord } from '../release/events.js';
import { sharesText } from '../release/shares.js';

/**
 * Tells events in one line each, or null where there is nothing new to say: another event says the same, or a tick asked
 * nobody and changed nothing. `since` is when the demonstration began.
 */
export function narrator(since: number): (event: ReleaseEvent) => string | null {
  let last = '';
  return (event) => {
    const at = clockText(event.at - since);
    switch (event.kind) {
      case 'ticked': {
        const standing = standingText(event.record);
        if (event.record.outcomes.length === 0 && standing === last) return null;
        last = standing;
        return `${at}  ${tickText(event.record)}`;
      }
      case 'target-failed':
      case 'target-returned':
      case 'source-warned':
      case 'tick-failed':
      case 'repaired':
      case 'superseded':
      case 'waiting':
      case 'frozen':
      case 'thawed':
      case 'gate-answered':
      case 'gate-unanswered':
      case 'aborted':
      case 'described':
      case 'removed':
        return `${at}  ${event.reason}`;
      case 'started':
      case 'resumed':
      case 'operated':
      case 'shifted':
      case 'confirmed':
      case 'ended':
        return null;
    }
  };
}

const standingText = ({ routes, reason }: TickRecord): string => `${sharesText(routes)} | ${reason}`;

/** The weights, what was read, and what came of it and why. */
function tickText({ routes, outcomes, reason }: TickRecord): string {
  const values = outcomes.map(({ reading }) => valuesText(reading)).filter((text) => text !== '');
  return [sharesText(routes), ...values, reason].join(' | ');
}

/** The inputs of each version in the order of the program, `version1 96/100, version2 no-series/0`. */
function valuesText(reading: Reading): string {
  const byVersion = new Map<string | null, Sample[]>();
  for (const { version, sample } of inputsRead(reading)) {
    const samples = byVersion.get(version) ?? [];
    samples.push(sample);
    byVersion.set(version, samples);
  }
  return [...byVersion]
    .map(([version, samples]) => `${version ?? ''} ${samples.map(sampleText).join('/')}`.trim())
    .join(', ');
}

/** Prometheus extrapolates, so that a count may have a fraction: one decimal is enough to read. */
function sampleText(sample: Sample): string {
  return sample.known ? String(Math.round(sample.value * 10) / 10) : sample.cause;
}

/** `01:05` */
export function clockText(elapsed: Milliseconds): string {
  const seconds = Math.floor(Math.max(0, elapsed) / 1000);
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
}
