import type { Policy } from '../config/gateway.js';
import { propose } from '../policy/propose.js';
import { isDecided, type Proposal } from '../policy/proposal.js';
import type { PolicyContext, Reading } from '../policy/reading.js';
import { chargeBudgets, standingBudgets } from './budgets.js';
import type { PolicyOutcome } from './events.js';
import { countFailures } from './failures.js';
import { isExcused } from './last-tick.js';
import { versionsWithTraffic, type RouteShares } from './shares.js';
import type { PolicyState, Verdict } from './state.js';
import { gravest, type Stop } from './stop.js';
import { observedText, proposalText } from './words.js';

/** What came of asking one policy. */
export interface Answer {
  readonly state: PolicyState;
  readonly outcome: PolicyOutcome;
  /** The stops of its failures and budgets. */
  readonly stops: readonly Stop[];
}

/** What the one asking knows: the weights as confirmed, and who has all traffic of the release's routes, if anybody. */
export interface Situation extends Omit<PolicyContext, 'sharing' | 'leader'> {
  readonly now: number;
  readonly routes: readonly RouteShares[];
  /** The release waits, and no budget counts meanwhile. */
  readonly isWaiting: boolean;
  /** A version other than stable that has all traffic and waits for its last tick; null for none. */
  readonly sole: string | null;
}

/** Asks one policy what it says to its reading, and keeps its verdict, budgets and failures. */
export function ask(
  place: number,
  policy: Policy,
  before: PolicyState,
  reading: Reading,
  situation: Situation,
): Answer {
  const { now, candidate, isWaiting } = situation;
  const sharing = versionsWithTraffic(situation.routes.filter(({ route }) => policy.routes.includes(route)));
  const { leader } = before;
  const proposal = propose(policy, { ...situation, sharing, leader }, reading, now);
  const settled = judged(policy, proposal, reading, situation);
  const said =
    settled === proposal
      ? proposalText(policy, proposal, reading)
      : 'the other versions have no traffic left to compare with';
  const { stop: failed, failures } = countFailures(policy, before, settled, candidate);
  const { stop: spent, ...budgets } = isWaiting
    ? standingBudgets(before, settled)
    : chargeBudgets(policy, before, settled, now);
  const stops = [failed, spent].filter((stop) => stop !== null);
  return {
    state: {
      ...budgets,
      failures,
      askedAt: now,
      verdict: verdictOf(settled),
      leader: proposal.kind === 'toward' ? proposal.version : leader,
    },
    outcome: {
      policy: place,
      type: policy.type,
      observed: policy.observe,
      proposal,
      reason: policy.observe ? observedText(said, gravest(stops)) : said,
      reading,
    },
    stops: policy.observe ? [] : stops,
  };
}

/** At the last tick before promotion, what only versions without traffic keep from being known counts as a hold. */
function judged(policy: Policy, proposal: Proposal, reading: Reading, { routes, sole }: Situation): Proposal {
  const isOpen = proposal.kind === 'undecided' || proposal.kind === 'too-few';
  if (sole === null || !isOpen) return proposal;
  return isExcused(policy, reading, routes, sole) ? { kind: 'hold' } : proposal;
}

function verdictOf(proposal: Proposal): Verdict | null {
  return isDecided(proposal) ? proposal : null;
}
