import { durationText } from '@lamia/lang';

/** A length of time in whole milliseconds. */
export type Milliseconds = number;

/** A measured time for people, to the nearest second and at least one: `3s` for 2 991 ms. */
export function measuredText(milliseconds: Milliseconds): string {
  return durationText(Math.max(1, Math.round(milliseconds / 1000)) * 1000);
}
