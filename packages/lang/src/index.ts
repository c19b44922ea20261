/** The Lamia language: source text in, meaning out. Pure: no I/O, no clock, no globals. */
export { check, checkParsed, type CheckResult } from './check/check.js';
export { parse, type ParseResult } from './syntax/parse.js';
export { format, type FormatResult } from './format.js';

export type { CheckOptions } from './check/options.js';
export type { CheckedProgram, ProgramKind } from './check/checked.js';
export {
  statisticUnit,
  type MetricCatalogue,
  type MetricDeclaration,
  type MetricKind,
} from './check/catalogue.js';
export { parseUnit, unitText, type Unit } from './check/unit.js';
export { FUNCTIONS } from './check/functions.js';

export { DIAGNOSTIC_CODES, type CodeDescription, type DiagnosticCode } from './diagnostics/codes.js';
export { COMPILE_CODES, type CompileCodeDescription } from './diagnostics/compile-codes.js';
export { isRunnable, type Diagnostic, type Edit, type Fix, type Severity } from './diagnostics/diagnostic.js';
export { codeFrame, renderDiagnostic, type RenderOptions } from './diagnostics/render.js';
export { suggest } from './diagnostics/suggest.js';
export { locate, type Location } from './source/location.js';
export type { Span } from './source/span.js';

export type * from './syntax/ast.js';
export { durationText, parseDuration } from './syntax/duration.js';
export { LIMITS } from './syntax/limits.js';
export { printProgram } from './syntax/printer.js';

export {
  compile,
  type BoundDecision,
  type BoundScore,
  type CompiledDecision,
  type CompiledProgram,
  type CompiledScore,
  type CompileOptions,
} from './evaluate/compile.js';
export { interpretDecision, interpretScore } from './evaluate/interpreter.js';
export { compareScores } from './evaluate/scores.js';
export type * from './evaluate/trace.js';
export { explain } from './evaluate/explain.js';
export { headline } from './evaluate/headline.js';
export {
  traceJson,
  unknownJson,
  type ExpressionJson,
  type StatementJson,
  type TraceJson,
  type UnknownJson,
} from './evaluate/trace-json.js';
export { numberText } from './evaluate/number-text.js';
export { reasonText } from './evaluate/reason-text.js';
export { metricText, readText } from './evaluate/read-text.js';
export { resolveVersion } from './evaluate/resolve-version.js';
export { snapshot, type Snapshot } from './evaluate/snapshot.js';
export type { Binding, Matcher, ReadKey, ReadVersion } from './evaluate/read.js';
export type {
  Decision,
  Sample,
  Score,
  Scores,
  UnknownCause,
  UnknownReason,
  Value,
} from './evaluate/value.js';

export type { Atom, Comparison, Field, Literal } from './condition/atom.js';
export { literalText } from './condition/atom.js';
export type { Condition, Formula } from './condition/formula.js';
export { matcher, traceMatch, type Matcher as RequestMatcher, type MatchTrace } from './condition/match.js';
export { notEvaluable } from './condition/not-evaluable.js';
export { notPlain } from './condition/plain.js';
export { readRequest, type Request, type RequestInput } from './condition/request.js';
export { servesHost } from './condition/served-host.js';
export { requestText } from './condition/witness.js';
export type { RouteFinding } from './condition/analyse-routes.js';
export { analyseConditions, type ConditionalRoute } from './condition/compile-routes.js';
export {
  routeRules,
  ruleJson,
  type LiteralJson,
  type RouteRuleJson,
  type RouteRules,
} from './targets/rules/route-rules.js';
export { explainRules, type ExplainedRule, type ExplainedRules } from './targets/rules/explain-rules.js';
export type { RuleExample } from './condition/rule-example.js';
export { traceRules, type LiteralTrace, type RuleTrace } from './condition/trace-rules.js';
export type { Compiled, GatewayToCompile } from './targets/compile.js';
export { compileFor, type EmitOptions, type EmittedFor, type TargetName } from './targets/emit-for.js';
export {
  compileForCluster,
  type ClusterObjects,
  type ClusterOptions,
} from './targets/cluster/compile-cluster.js';
export { GATEWAY_API_VERSIONS } from './targets/gateway-api/options.js';
export { NEWEST_RELEASE as NEWEST_ISTIO } from './targets/istio/release.js';
export { conjoin, type Conjoined } from './targets/adopt/conjoin.js';
export type { PlainObject } from './targets/adopt/plain-object.js';
export {
  destinationShares,
  weightedDestinations,
  type Destinations,
  type WeightedPlane,
} from './targets/cluster/weights.js';
export type { Backend, Mirror, Rule, Share } from './targets/target.js';
export { compileHaproxyRouting, type HaproxyRouting } from './targets/haproxy/routing.js';
export {
  hostProblem as haproxyHostProblem,
  nameProblem as haproxyNameProblem,
  quoted as haproxyWord,
} from './targets/haproxy/spelling.js';

export { languageService } from './service/language-service.js';
export type { Analysis } from './service/analysis.js';
export type { Completion, CompletionKind } from './service/completion/completion.js';
export type { ServiceContext } from './service/context.js';
export type { Hover } from './service/hover/hover-at.js';
export type { LineState, LineToken } from './service/line-tokens.js';
export type { SignatureHelp } from './service/signature-at.js';
export type { CodeLens } from './service/code-lenses.js';
export type { OfferedFix } from './service/fixes.js';
export type { FoldingRange } from './service/folding.js';
export type { InlayHint } from './service/inlay-hints.js';
export type { ProgramPart } from './service/program-part.js';
export type { Renameable, Renaming } from './service/rename.js';
export type { SemanticToken } from './service/semantic-tokens.js';
export type { DocumentSymbol } from './service/symbols.js';
export type { TokenType as SemanticTokenType } from './service/token-meanings.js';
