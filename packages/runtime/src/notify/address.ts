import { createHash } from 'node:crypto';
import type { Level, NotifierSpec } from '../config/runtime/runtime-configuration.js';
import { LEVELS } from '../config/runtime/runtime-configuration.js';
import type { ReleaseEvent } from '../release/events.js';
import { notificationOf, type Notification } from './notification.js';
import type { Letter } from './outbox.js';

/** The letters that some events give: one for each notifier that wants to hear of it. */
export function address(
  notifiers: readonly NotifierSpec[],
  events: readonly ReleaseEvent[],
): readonly Letter[] {
  return events.flatMap((event) => {
    const notification = notificationOf(event);
    if (notification === null) return [];
    const wanted = notifiers.filter((notifier) => wants(notifier, notification));
    if (wanted.length === 0) return [];
    const key = keyOf(event);
    return wanted.map(({ name }) => ({ notifier: name, key, notification }));
  });
}

/** How much a level weighs, 0 for what matters least. */
export function rankOf(level: Level): number {
  return LEVELS.indexOf(level);
}

function wants({ level, gateways }: NotifierSpec, notification: Notification): boolean {
  if (rankOf(notification.level) < rankOf(level)) return false;
  return gateways === null || gateways.some((pattern) => matches(pattern, notification.gateway));
}

/** `shop`, or `shop-*` for all that begin so. */
function matches(pattern: string, gateway: string): boolean {
  return pattern.endsWith('*') ? gateway.startsWith(pattern.slice(0, -1)) : gateway === pattern;
}

/** The same event has the same key, whoever makes a letter of it. */
function keyOf(event: ReleaseEvent): string {
  return `msg_${createHash('sha256').update(JSON.stringify(event)).digest('hex').slice(0, 32)}`;
}
