import type { Level } from '../config/runtime/runtime-configuration.js';
import type { GrantedAct, ReleaseEvent } from '../release/events.js';
import { levelOf } from '../release/event-level.js';
import { sharesText, type RouteShares } from '../release/shares.js';

/** What somebody is told of an event: plain data, since it is stored until it is delivered. */
export interface Notification {
  readonly event: ReleaseEvent['kind'];
  readonly level: Level;
  readonly gateway: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** What happened, in a few words. */
  readonly title: string;
  /** Why, in the engine's own words. */
  readonly reason: string;
  /** The weights that it is about; null where it is about none. */
  readonly routes: readonly RouteShares[] | null;
}

/** What people are told of an event; null where it is none of their business: another event tells it, or nothing has changed. */
export function notificationOf(event: ReleaseEvent): Notification | null {
  const news = newsOf(event);
  if (news === null) return null;
  const { kind, gateway, at, reason } = event;
  return { event: kind, level: levelOf(event), gateway, at, reason, routes: null, ...news };
}

type News = Pick<Notification, 'title'> & Partial<Pick<Notification, 'routes'>>;

function newsOf(event: ReleaseEvent): News | null {
  switch (event.kind) {
    case 'ticked':
    case 'confirmed':
    case 'resumed':
      return null; // a restart is no news of a release
    case 'started': {
      const { stable, candidate } = event.identity;
      return { title: candidate === null ? 'release started' : `release started: ${stable} to ${candidate}` };
    }
    case 'superseded':
      return { title: 'superseded by another release' };
    case 'described':
      return { title: `gateway put by ${event.by}` };
    case 'removed':
      return { title: 'gateway removed' };
    case 'operated':
      return { title: `${actWords(event.operation.act)} by ${event.operation.by}` };
    case 'waiting':
      return { title: `waiting at ${event.gates.map((gate) => `the gate ${gate}`).join(' and ')}` };
    case 'frozen':
      return { title: 'waiting for the end of a freeze' };
    case 'thawed':
      return { title: 'going on after a freeze' };
    case 'gate-answered':
      return { title: `gate ${event.gate} ${event.approved ? 'approved' : 'refused'}` };
    case 'gate-unanswered':
      return { title: `the webhook of the gate ${event.gate} gives no answer` };
    case 'shifted':
      return { title: `weights changed to ${sharesText(event.to)}`, routes: event.to };
    case 'repaired':
      return { title: `weights repaired to ${sharesText(event.routes)}`, routes: event.routes };
    case 'aborted':
      return { title: 'release aborted' };
    case 'ended':
      return { title: `${endWords(event.phase)}, ${event.stable} is stable` };
    case 'target-failed':
      return { title: 'the data plane failed' };
    case 'target-returned':
      return { title: 'the data plane is back' };
    case 'source-warned':
      return { title: 'the metric source warns' };
    case 'tick-failed':
      return { title: 'a tick failed' };
  }
}

/** What an operator did, in a few words. */
export function actWords(act: GrantedAct): string {
  switch (act.kind) {
    case 'pause':
      return 'paused';
    case 'resume':
      return 'resumed';
    case 'promote':
      return 'promoted at once';
    case 'rollback':
      return 'rolled back at once';
    case 'approve':
      return `gate ${act.gate} ${act.approved ? 'approved' : 'refused'}`;
    case 'weights':
      return 'weights set';
  }
}

function endWords(phase: 'Promoted' | 'RolledBack' | 'Held'): string {
  return { Promoted: 'promoted', RolledBack: 'rolled back', Held: 'held' }[phase];
}
