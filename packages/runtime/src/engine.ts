/**
 * The release engine without the world: the gateway's file, policies, the tick, the evaluation of programs, and metrics of
 * traffic that never was. It imports no `node:` module, does no I/O and makes no code at run time, so that a browser plays
 * releases with the very same code.
 */
export type { Finding } from './config/finding.js';
export {
  readGatewayText,
  readProgramText,
  type GatewayText,
  type ProgramText,
} from './config/read-gateway-text.js';
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
export type { Catalogue } from './metrics/catalogue/catalogue.js';
export { languageCatalogue } from './metrics/catalogue/language.js';
export { catalogueOfText } from './metrics/catalogue/of-text.js';
export { isRecording, readRecording, type ReadRecording } from './metrics/recording/read-recording.js';
export type {
  RecordedGateway,
  RecordedLine,
  RecordedRead,
  Recording,
} from './metrics/recording/recording.js';
export { RecordedSource } from './metrics/recording/source.js';
export { queriesWithin } from './metrics/queries-of-read.js';
export { SimulatedSource, type Served, type SimulatedOptions } from './metrics/simulated/source.js';
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
export { inquire, readingOf, warmUpOf, type Inquiry } from './release/inquiry.js';
export type { Observation, Readiness, TargetAnswer } from './release/observation.js';
export { operate } from './release/operate/operate.js';
export { prepareGateway, type PreparedGateway, type StartProblem } from './release/prepare.js';
export { Programs, type PolicyProgram } from './release/program.js';
export { duePolicies, nextTickAt } from './release/schedule.js';
export { settle } from './release/settle.js';
export { sharesText, type RouteShares, type Shares } from './release/shares.js';
export type { GatewayState, Identity, Phase, Release } from './release/state.js';
export { statusOf, type GatewayStatus } from './release/status.js';
export { tick, type Ticked } from './release/tick.js';
export type { Routing } from './routing/target.js';
