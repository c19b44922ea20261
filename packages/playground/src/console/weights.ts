/** The weights of one route in hundredths of a percent, in the order in which versions are shown. */
export type Shares = ReadonlyMap<string, number>;

export const FULL = 10_000;

/** Percentages by version, as the runtime tells them; versions without any have 0. */
export function sharesOf(weights: Readonly<Record<string, number>>, versions: readonly string[]): Shares {
  const names = [...versions, ...Object.keys(weights).filter((name) => !versions.includes(name))];
  return new Map(names.map((name) => [name, Math.round((weights[name] ?? 0) * 100)]));
}

/** As the runtime takes them. */
export function percentagesOf(shares: Shares): Readonly<Record<string, number>> {
  return Object.fromEntries([...shares].map(([name, share]) => [name, share / 100]));
}

/**
 * The shares after one was moved: the others take what it leaves, or give what it takes, in the proportions that they have, or evenly where
 * none has any. They always sum to all. Whole percents stay whole.
 * @param to hundredths of a percent; what is less than nothing or more than all is the nearest of these
 */
export function moved(shares: Shares, version: string, to: number): Shares {
  const others = [...shares].filter(([name]) => name !== version);
  if (others.length === 0) return new Map([[version, FULL]]);
  const grain = [...shares.values(), to].every((share) => share % 100 === 0) ? 100 : 1;
  const own = Math.min(FULL, Math.max(0, Math.round(to / grain) * grain));
  const rest = new Map(divided(FULL - own, others, grain));
  return new Map([...shares.keys()].map((name) => [name, name === version ? own : (rest.get(name) ?? 0)]));
}

/** Divides a share among versions in the proportions of theirs; what rounding leaves goes to the largest remainders. */
function divided(
  total: number,
  among: readonly (readonly [string, number])[],
  grain: number,
): readonly (readonly [string, number])[] {
  const sum = among.reduce((so, [, share]) => so + share, 0);
  const parts = among.map(([name, share]) => {
    const exact = sum === 0 ? total / among.length : (total * share) / sum;
    const whole = Math.floor(exact / grain) * grain;
    return { name, whole, remainder: exact - whole };
  });
  let left = Math.round((total - parts.reduce((so, { whole }) => so + whole, 0)) / grain);
  const first = new Set<string>();
  for (const { name } of parts.toSorted((one, other) => other.remainder - one.remainder)) {
    if (left === 0) break;
    first.add(name);
    left -= 1;
  }
  return parts.map(({ name, whole }) => [name, first.has(name) ? whole + grain : whole]);
}

/** What a change does to each version, in percentage points; nothing of those that stay. */
export function differences(
  before: Shares,
  after: Shares,
): readonly { readonly version: string; readonly from: number; readonly to: number }[] {
  return [...after].flatMap(([version, share]) => {
    const was = before.get(version) ?? 0;
    return was === share ? [] : [{ version, from: was / 100, to: share / 100 }];
  });
}
