/** Milliseconds of each unit, largest first: the order in which a duration is written. */
const UNITS = [
  ['w', 604_800_000],
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
  ['ms', 1],
] as const;

const PART = /(\d+(?:\.\d+)?)(ms|[smhdw])/y;

/** One part of a duration: `30m` is 30 times 60 000 ms. */
interface DurationPart {
  readonly amount: number;
  /** Milliseconds. */
  readonly unit: number;
}

/** The parts of a duration; null where the text is none, or its units do not descend. */
export function durationParts(text: string): readonly DurationPart[] | null {
  const parts: DurationPart[] = [];
  let previous = -1;
  let offset = 0;
  while (offset < text.length) {
    PART.lastIndex = offset;
    const part = PART.exec(text);
    if (part === null) return null;
    const index = UNITS.findIndex(([unit]) => unit === part[2]);
    const unit = UNITS[index];
    if (unit === undefined || index <= previous) return null;
    parts.push({ amount: Number(part[1]), unit: unit[1] });
    previous = index;
    offset = PART.lastIndex;
  }
  return parts.length === 0 ? null : parts;
}

/**
 * Reads `90s`, `1h30m`, `0.5s` as milliseconds. Null where the text is no duration, its units do not descend, or it is not a
 * whole number of milliseconds.
 */
export function parseDuration(text: string): number | null {
  const parts = durationParts(text);
  if (parts === null) return null;
  const total = parts.reduce((sum, { amount, unit }) => sum + amount * unit, 0);
  const whole = Math.round(total);
  return !Number.isSafeInteger(whole) || Math.abs(total - whole) > 1e-6 ? null : whole;
}

/** The shortest text that `parseDuration` reads as the same time: `1h30m` for 5 400 000, `0s` for 0. */
export function durationText(milliseconds: number): string {
  let rest = milliseconds;
  let text = '';
  for (const [unit, size] of UNITS) {
    const amount = Math.floor(rest / size);
    if (amount > 0) text += `${amount}${unit}`;
    rest -= amount * size;
  }
  return text === '' ? '0s' : text;
}
