import { atomKey, type Atom } from './atom.js';
import { regionsOf, type Allowance, type Regions } from './automata/regions.js';

/** A check is followed by a compilation, and that by one for another data plane: the same fields are asked about again. */
const KEPT = 64;

const recent = new Map<string, Regions>();

/** The regions of some atoms, as `regionsOf` finds them; those asked for last are at hand. */
export function recentRegions(atoms: readonly Atom[], states: number, allowance: Allowance): Regions {
  const key = `${states} ${atoms.map(atomKey).join('\n')}`;
  const known = recent.get(key);
  if (known !== undefined) return known;
  const found = regionsOf(atoms, states, allowance);
  // What was given up for want of time may be found another time.
  if (!found.isComplete) return found;
  const [oldest] = recent.keys();
  if (recent.size >= KEPT && oldest !== undefined) recent.delete(oldest);
  recent.set(key, found);
  return found;
}
