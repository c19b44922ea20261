import type * as Type from 'typebox';
import type { PolicyOutcome } from '../../release/events.js';
import { proposalText, readEntries } from '../../status/decision-entry.js';
import type { LoggedDecision } from '../../store/store.js';
import { routeJson, timeText } from '../gateways/status-json.js';
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
    outcome: record.outcomes.map(({ proposal }) => proposalText(proposal)).join(', '),
    reason: record.reason,
    routes: record.routes.map(routeJson),
    policies: record.outcomes.map(policyJson),
  };
}

function policyJson({
  policy,
  type,
  proposal,
  reason,
  reading,
}: PolicyOutcome): DecisionJson['policies'][number] {
  return {
    policy,
    type,
    outcome: proposalText(proposal),
    reason,
    inputs: [...readEntries(reading)],
    trace: 'trace' in reading ? reading.trace : null,
  };
}
