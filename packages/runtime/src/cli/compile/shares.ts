import type { Share } from '@lamia/lang';
import { FULL, percentText } from '../../config/weights.js';
import { usageError } from '../exit.js';

/** A version and its percentage: `v1=50`, `v1=12.5%`. */
const SHARE = /^\s*([^\s=]+)\s*=\s*(\d{1,3}(?:\.\d{1,2})?)\s*%?\s*$/;

/** Reads `v1=50,v2=50`. @throws CommandError where it is no such list, or does not sum to 100 */
export function parseShares(flag: string, text: string): readonly Share[] {
  const shares = text.split(',').map((part): Share => {
    const [, version, percent] = SHARE.exec(part) ?? [];
    if (version === undefined || percent === undefined) {
      throw usageError(
        `\`${flag}\` has \`${part.trim()}\`; expected versions and percentages such as \`v1=50,v2=50\``,
      );
    }
    return { version, weight: Math.round(Number(percent) * 100) };
  });
  const twice = shares.find(
    ({ version }, place) => shares.findIndex((other) => other.version === version) < place,
  );
  if (twice !== undefined) throw usageError(`\`${flag}\` names \`${twice.version}\` twice`);
  const sum = shares.reduce((total, { weight }) => total + weight, 0);
  if (sum !== FULL)
    throw usageError(`the percentages of \`${flag}\` sum to ${percentText(sum)} instead of 100%`);
  return shares;
}
