import type { HttpRouteMatch } from '../gateway-api/httproute.js';
import { limitsOf } from '../gateway-api/options.js';
import { precedence, specificityOf, type Specificity } from '../gateway-api/precedence.js';
import { meetHttpRoute, readMatch } from './gateway-api.js';
import type { PlainObject } from './plain-object.js';

/** A rule, and what it was made from. */
export interface PlacedRule {
  readonly rule: PlainObject;
  /** The place of the existing rule. */
  readonly base: number;
  /** The place of the gateway's rule that it was joined with; null for one that was left as it was. */
  readonly own: number | null;
  /** Its matches, each with the match of the existing rule and that of the gateway's which it stands for. */
  readonly parts: readonly Part[];
}

interface Part {
  readonly match: PlainObject;
  readonly from: PlainObject;
  readonly own?: PlainObject;
}

/** A match of an HTTPRoute with its place. */
interface Placed {
  readonly match: HttpRouteMatch;
  readonly from: HttpRouteMatch;
  readonly own: HttpRouteMatch | null;
  readonly base: number;
  readonly ownRule: number | null;
  /** Of its rule in the object. */
  readonly rule: number;
}

const NEWEST = 'v1.6';

/**
 * Why the rules of an HTTPRoute would not mean what they shall, or do not fit into one; null where they do. This API has no order of
 * rules: the more specific match wins. Joined matches must win over each other just as the existing ones did and as the gateway's do.
 */
export function orderProblem(rules: readonly PlacedRule[], own: readonly PlainObject[]): string | null {
  const limits = limitsOf(NEWEST);
  const count = rules.reduce((sum, { parts }) => sum + parts.length, 0);
  const longest = Math.max(...rules.map(({ parts }) => parts.length));
  if (rules.length > limits.rules || count > limits.allMatches || longest > limits.matches) {
    return `with the gateway's conditions it comes to ${rules.length} rules and ${count} matches, ${longest} in one rule, and an httproute holds ${limits.rules}, ${limits.allMatches} and ${limits.matches}; ask for fewer alternatives at once`;
  }
  const placed: Placed[] = [];
  for (const [index, { base, own: ownRule, parts }] of rules.entries()) {
    for (const part of parts) {
      const [match, from] = [readMatch(part.match), readMatch(part.from)];
      const mine = part.own === undefined ? null : readMatch(part.own);
      // What cannot be read was left as it was, and can be anything.
      if (match === null || from === null) return 'it has a match with a field that is not known';
      placed.push({ match, from, own: mine, base, ownRule, rule: index });
    }
  }
  for (const [at, first] of placed.entries()) {
    for (const second of placed.slice(at + 1)) {
      if (!keepsOrder(first, second)) return lostOrder(first, second, own);
    }
  }
  return null;
}

/** Compares matches that differ in one of the two that they were made from: the others follow from these. */
function keepsOrder(first: Placed, second: Placed): boolean {
  const isSame = (left: HttpRouteMatch | null, right: HttpRouteMatch | null): boolean =>
    JSON.stringify(left) === JSON.stringify(right);
  if (first.base === second.base) {
    if (first.ownRule === second.ownRule || !isSame(first.from, second.from)) return true;
    return first.own === null || second.own === null || hasSameWinner(first, second, first.own, second.own);
  }
  const isLeftAlone = first.ownRule === null || second.ownRule === null;
  if (!isLeftAlone && !isSame(first.own, second.own)) return true;
  return hasSameWinner(first, second, first.from, second.from);
}

/** Whether of two joined matches the one wins that is made from the winner, in every implementation. */
function hasSameWinner(
  first: Placed,
  second: Placed,
  fromFirst: HttpRouteMatch,
  fromSecond: HttpRouteMatch,
): boolean {
  if (meetHttpRoute(first.match, second.match).kind === 'never') return true;
  const [left, right] = [specificityOf(first.match), specificityOf(second.match)];
  const [fromLeft, fromRight] = [specificityOf(fromFirst), specificityOf(fromSecond)];
  // Rules stand in the order in which they did; implementations that compare names as texts have the tenth before the second.
  const isInOrder = String(first.rule) <= String(second.rule);
  const isRegex = [first, second].some(({ match }) => match.path?.type === 'RegularExpression');
  if (
    differenceOf(left, right) === differenceOf(fromLeft, fromRight) &&
    (!isRegex || isSamePath(first, second))
  ) {
    return isInOrder || precedence(fromLeft, fromRight) !== 'tie';
  }
  if (isRegex) return false;
  const shall = precedence(fromLeft, fromRight);
  if (precedence(fromRight, fromLeft) === 'before') return precedence(right, left) === 'before';
  const does = precedence(left, right);
  return shall !== null && (does === 'before' || (does === 'tie' && isInOrder));
}

function isSamePath(first: Placed, second: Placed): boolean {
  const isKept = ({ match, from }: Placed): boolean =>
    JSON.stringify(match.path) === JSON.stringify(from.path);
  return isKept(first) && isKept(second);
}

function differenceOf(left: Specificity, right: Specificity): string {
  const keys = Object.keys(left) as (keyof Specificity)[];
  return keys.map((key) => left[key] - right[key]).join();
}

function lostOrder(first: Placed, second: Placed, own: readonly PlainObject[]): string {
  const text = ({ base, ownRule }: Placed): string =>
    ownRule === null
      ? `rule ${base + 1}`
      : `rule ${base + 1} with rule ${ownRule + 1} of ${own.length} of the gateway`;
  return `the more specific match wins in an httproute, and ${text(first)} and ${text(second)} would not keep the order that their rules have; make them not overlap`;
}
