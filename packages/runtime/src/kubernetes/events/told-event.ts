import { notificationOf } from '../../notify/notification.js';
import { levelOf } from '../../release/event-level.js';
import type { ReleaseEvent } from '../../release/events.js';
import { withoutNumbers } from '../../store/retention.js';
import type { RefusedSpecification } from '../resources/resource-status.js';

/** What `kubectl describe` shows of something that happened to a gateway. */
export interface ToldEvent {
  readonly type: 'Normal' | 'Warning';
  /** A word for programs. */
  readonly reason: string;
  /** What happened, and why in the engine's own words: what a decision was made of stands there. */
  readonly message: string;
  /** The same for events that say the same, whatever was measured. */
  readonly likeness: string;
  /** Where it is told once, until something else of its kind is: policies say the same at tick after tick. */
  readonly once: boolean;
}

/** An operator asked for something that was not done: it is told where the operator looks. */
export function refusedAct(message: string): ToldEvent {
  return warning('ActRefused', message);
}

/** The resource cannot be run as it is; the reason is the one of its conditions. */
export function notRun({ reason, message }: Omit<RefusedSpecification, 'epoch'>): ToldEvent {
  return warning(reason, message);
}

function warning(reason: string, message: string): ToldEvent {
  const likeness = JSON.stringify([reason, message]);
  return { type: 'Warning', reason, once: false, message: bounded(message), likeness };
}

/** What API servers keep of a message. */
const LONGEST = 1_024;

/** An event of the engine as one for people; null where another one tells of it. */
export function toldEvent(event: ReleaseEvent): ToldEvent | null {
  const message = messageOf(event);
  if (message === null) return null;
  const type = levelOf(event) === 'info' ? 'Normal' : 'Warning';
  const reason = REASONS[event.kind];
  return {
    ...{ type, reason, once: event.kind === 'ticked' },
    message: bounded(message),
    likeness: JSON.stringify([type, reason, withoutNumbers(message)]),
  };
}

const bounded = (message: string): string =>
  message.length <= LONGEST ? message : `${message.slice(0, LONGEST - 1)}…`;

function messageOf(event: ReleaseEvent): string | null {
  if (event.kind === 'ticked') {
    const { outcomes, shift } = event.record;
    // A step is told as one; where nobody was asked there is nothing new.
    return outcomes.length === 0 || shift !== null ? null : event.reason;
  }
  const notification = notificationOf(event);
  if (notification === null) return null;
  const { title, reason } = notification;
  return reason === '' || reason === title ? title : `${title}: ${reason}`;
}

const REASONS: Readonly<Record<ReleaseEvent['kind'], string>> = {
  started: 'ReleaseStarted',
  resumed: 'ReleaseResumed',
  superseded: 'ReleaseSuperseded',
  described: 'Described',
  removed: 'Removed',
  ticked: 'Decided',
  waiting: 'WaitingAtGate',
  frozen: 'Frozen',
  thawed: 'Thawed',
  'gate-answered': 'GateAnswered',
  'gate-unanswered': 'GateUnanswered',
  operated: 'Operated',
  shifted: 'WeightsChanged',
  confirmed: 'WeightsConfirmed',
  repaired: 'WeightsRepaired',
  aborted: 'ReleaseAborted',
  ended: 'ReleaseEnded',
  'target-failed': 'TargetFailed',
  'target-returned': 'TargetReturned',
  'source-warned': 'SourceWarned',
  'tick-failed': 'TickFailed',
};
