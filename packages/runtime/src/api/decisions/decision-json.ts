import type * as Type from 'typebox';
import type { PolicyOutcome } from '../../release/events.js';
import type { Reading } from '../../policy/reading.js';
import { outcomesText, proposalText, readEntries, routeView } from '../../status/decision-entry.js';
import type { LoggedDecision } from '../../store/store.js';
import { timeText } from '../gateways/status-json.js';
import type { DECISION } from '../schema/decisions.js';

export type DecisionJson = Type.Static<typeof DECISION>;

/** An entry of the decision log in the words and units of the API. */
export function decisionJson({ keeping, record }: LoggedDecision): DecisionJson {
  return {
    at: timeText(record.at),
    keeping,
    phase: record.phase,
    step: record.step,
    shift: record.shift,
    operation: record.operation,
    drift: record.drift,
    outcome: outcomesText(record.outcomes),
    reason: record.reason,
    routes: record.routes.map(routeView),
    policies: record.outcomes.map(policyJson),
  };
}

function policyJson({
  policy,
  type,
  observed,
  proposal,
  reason,
  reading,
}: PolicyOutcome): DecisionJson['policies'][number] {
  return {
    policy,
    type,
    observed,
    outcome: proposalText(proposal),
    reason,
    inputs: [...readEntries(reading)],
    scores: scoresOf(reading),
    trace: traceOf(reading),
  };
}

function scoresOf(reading: Reading): DecisionJson['policies'][number]['scores'] {
  return reading.type === 'health' || reading.type === 'metric'
    ? reading.scores.map(({ version, score }) => ({ version, value: score.known ? score.value : null }))
    : [];
}

/** Of a program that was evaluated for several versions, one trace a version. */
function traceOf(reading: Reading): unknown {
  switch (reading.type) {
    case 'time':
      return null;
    case 'health':
    case 'metric':
      return reading.scores.map(({ version, trace }) => ({ version, trace }));
    case 'custom':
      return reading.trace;
  }
}
