import { routeView } from '../status/decision-entry.js';
import type { Notification } from './notification.js';

/** The JSON that a webhook gets of one notification. */
export function webhookMessage(key: string, { at, routes, ...notification }: Notification): string {
  return JSON.stringify({
    id: key,
    ...notification,
    at: new Date(at).toISOString(),
    routes: routes?.map(routeView) ?? null,
  });
}
