import type { NotifierSpec } from '../config/runtime/runtime-configuration.js';
import type { HttpRequest } from '../http/client.js';
import { httpUrl, secretsOf } from '../http/secret-address.js';
import { sign, signingKey } from '../http/signature.js';
import { readSecret } from '../secrets/read-secret.js';
import type { Letter } from './outbox.js';
import { slackMessage } from './slack-message.js';
import { webhookMessage } from './webhook-message.js';

/** A request that delivers letters, with every text in it that must not be shown; or why there is none. */
export type Post =
  | { readonly ok: true; readonly request: HttpRequest; readonly secrets: readonly string[] }
  | { readonly ok: false; readonly problem: string };

/** How many letters one request may deliver: Slack takes about one message a second, a webhook wants each on its own. */
export const TOGETHER: Readonly<Record<NotifierSpec['kind'], number>> = { slack: 20, webhook: 1 };

/**
 * The request for some letters to one notifier, with its secrets as they are now.
 * @param now milliseconds since the epoch
 */
export async function post(
  notifier: NotifierSpec,
  letters: readonly [Letter, ...Letter[]],
  now: number,
): Promise<Post> {
  const address = await readSecret(notifier.url, 'address of a notifier');
  if ('problem' in address) return { ok: false, problem: address.problem };
  const url = httpUrl(address.secret);
  if (url === null) return { ok: false, problem: 'its address is no `http://` or `https://` one' };
  const called = `the notifier \`${notifier.name}\``;
  const secrets = secretsOf(address.secret, url);
  switch (notifier.kind) {
    case 'slack': {
      const text = slackMessage(letters.map(({ notification }) => notification));
      return { ok: true, request: { url, body: { kind: 'json', text }, headers: {}, called }, secrets };
    }
    case 'webhook': {
      const read = await readSecret(notifier.signingKey, 'signing key');
      if ('problem' in read) return { ok: false, problem: read.problem };
      const key = signingKey(read.secret);
      if (key === null) return { ok: false, problem: 'its signing key has fewer than 24 bytes' };
      const [{ key: id, notification }] = letters;
      const text = webhookMessage(id, notification);
      const headers = sign(key, id, now, text);
      return {
        ok: true,
        request: { url, body: { kind: 'json', text }, headers, called },
        secrets: [...secrets, read.secret],
      };
    }
  }
}
