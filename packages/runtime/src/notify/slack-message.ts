import type { Level } from '../config/runtime/runtime-configuration.js';
import type { Notification } from './notification.js';

/** Of the bar beside each message. */
const COLOURS: Readonly<Record<Level, string>> = { info: '#2eb886', warning: '#daa038', error: '#a30200' };

/** Longer texts are cut by Slack, in places of its own choosing. */
const LONGEST = 2_000;

/** The body for an incoming webhook of Slack: https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks */
export function slackMessage(notifications: readonly Notification[]): string {
  const attachments = notifications.map(({ level, gateway, at, title, reason }) => ({
    color: COLOURS[level],
    fallback: escaped(`${gateway}: ${title}`),
    text: `*${escaped(gateway)}*: ${escaped(title)}\n${escaped(reason)}`,
    mrkdwn_in: ['text'],
    ts: Math.floor(at / 1000),
  }));
  return JSON.stringify({ attachments });
}

/** Slack reads `<!channel>` and links in angle brackets: what came from outside must not be able to call anybody. */
function escaped(text: string): string {
  const short = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return short.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
