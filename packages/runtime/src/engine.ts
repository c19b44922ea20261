/**
 * The release engine without the world: policies, the tick, and the evaluation of programs. It imports no `node:` module and
 * does no I/O, so that a browser plays releases with the very same code.
 */
export { settlingTime } from './config/rules/pace.js';
export type {
  Budget,
  CustomPolicy,
  Deadline,
  Gateway,
  HealthPolicy,
  JudgingPolicy,
  MetricPolicy,
  MetricsSpec,
  Policy,
  Route,
  TimePolicy,
  Version,
} from './config/gateway.js';
export type { Milliseconds } from './config/duration.js';
export { FULL, percentText, sameWeights, weightsText, type Weights } from './config/weights.js';
export type { BoundRead, Subject } from './metrics/source.js';
export type { Blocker, Proposal, Shortfall } from './policy/proposal.js';
export {
  inputsRead,
  type CustomReading,
  type Input,
  type Reading,
  type RequestCount,
  type ScoreReading,
  type TimeReading,
  type VersionScore,
} from './policy/reading.js';
export { shift } from './policy/shift.js';
export { adopt } from './release/adopt.js';
export type { PolicyOutcome, ReleaseEvent, ShiftCause, TickRecord } from './release/events.js';
export { inquire, readingOf, type Inquiry } from './release/inquiry.js';
export type { Observation, Readiness, TargetAnswer } from './release/observation.js';
export { prepareGateway, type PreparedGateway, type StartProblem } from './release/prepare.js';
export { Programs, type PolicyProgram } from './release/program.js';
export { duePolicies, nextTickAt } from './release/schedule.js';
export { settle } from './release/settle.js';
export { sharesText, type RouteShares, type Shares } from './release/shares.js';
export type { GatewayState, Identity, Phase, Release } from './release/state.js';
export { statusOf, type GatewayStatus } from './release/status.js';
export { tick, type Ticked } from './release/tick.js';
export type { Routing } from './routing/target.js';
