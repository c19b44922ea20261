import type { Milliseconds } from '../config/duration.js';
import type { WebhookSpec } from '../config/runtime/runtime-configuration.js';
import { HttpClient } from '../http/client.js';
import type { HttpAnswer } from '../http/client.js';
import { httpUrl, secretsOf } from '../http/secret-address.js';
import { sign, signingKey } from '../http/signature.js';
import type { WebhookAnswer } from '../release/observation.js';
import type { Clock, GateKeeper, GateQuestion } from '../release/ports.js';
import { readSecret, withoutSecrets } from '../secrets/read-secret.js';
import { routeView } from '../status/decision-entry.js';
import { meaningOf, type Meaning } from './answer.js';

/** Of an answer that is to say yes or no. */
const LARGEST_ANSWER = 64 * 1024;

/** How long it waits before it asks again: twice as long each time. */
const FIRST_WAIT: Milliseconds = 1_000;
const LONGEST_WAIT: Milliseconds = 60_000;

/**
 * Asks webhooks over HTTP: a signed POST of JSON, again and again with growing pauses until there is an answer. Addresses and
 * keys are read anew each time and never shown; redirects are not followed.
 */
export class HttpGateKeeper implements GateKeeper {
  readonly #clock: Clock;
  readonly #webhooks: ReadonlyMap<string, { readonly spec: WebhookSpec; readonly client: HttpClient }>;

  constructor(webhooks: readonly WebhookSpec[], clock: Clock) {
    this.#clock = clock;
    this.#webhooks = new Map(
      webhooks.map((spec) => [
        spec.name,
        { spec, client: new HttpClient({ timeout: spec.timeout, bytes: LARGEST_ANSWER }) },
      ]),
    );
  }

  knows(webhook: string): boolean {
    return this.#webhooks.has(webhook);
  }

  async ask(
    question: GateQuestion,
    trouble: (message: string) => void,
    signal: AbortSignal,
  ): Promise<WebhookAnswer> {
    for (let wait = FIRST_WAIT; ; wait = Math.min(2 * wait, LONGEST_WAIT)) {
      const meaning = await this.#askOnce(question, signal);
      if (meaning.kind === 'answer') {
        const { approved, reason } = meaning;
        const why = reason === null ? '' : ` (${reason})`;
        return { approved, by: `the webhook \`${question.webhook}\`${why}` };
      }
      trouble(meaning.message);
      await this.#clock.sleep(Math.max(wait, bidden(meaning.retryAfter)), signal);
      signal.throwIfAborted();
    }
  }

  /** Ends the connections that are kept open. */
  close(): void {
    for (const { client } of this.#webhooks.values()) client.close();
  }

  async #askOnce(question: GateQuestion, signal: AbortSignal): Promise<Meaning> {
    const webhook = this.#webhooks.get(question.webhook);
    if (webhook === undefined) return none("the runtime's configuration has no webhook of this name");
    const { spec, client } = webhook;
    const address = await readSecret(spec.url, 'address of a webhook');
    if ('problem' in address) return none(address.problem);
    const url = httpUrl(address.secret);
    if (url === null) return none('its address is no `http://` or `https://` one');
    const read = await readSecret(spec.signingKey, 'signing key');
    if ('problem' in read) return none(read.problem);
    const key = signingKey(read.secret);
    if (key === null) return none('its signing key has fewer than 24 bytes');
    const text = messageOf(question);
    const response = await client.send(
      {
        url,
        body: { kind: 'json', text },
        headers: sign(key, question.id, this.#clock.now(), text),
        called: `the webhook \`${spec.name}\``,
      },
      signal,
    );
    return meaningOf(redacted(response, [...secretsOf(address.secret, url), read.secret]));
  }
}

function none(message: string): Meaning {
  return { kind: 'none', message, retryAfter: null };
}

/** The JSON that a webhook is asked with. */
function messageOf({ askedAt, routes, webhook: _own, ...question }: GateQuestion): string {
  return JSON.stringify({
    ...question,
    routes: routes.map(routeView),
    askedAt: new Date(askedAt).toISOString(),
  });
}

/** An answer without what must not be shown, should it come back in it. */
function redacted(response: HttpAnswer, secrets: readonly string[]): HttpAnswer {
  return response.ok
    ? { ...response, body: withoutSecrets(response.body, secrets) }
    : { ...response, message: withoutSecrets(response.message, secrets) };
}

/** How long a webhook bids to wait; nothing where it does not in seconds. */
function bidden(retryAfter: string | null): Milliseconds {
  return retryAfter !== null && /^\d{1,4}$/.test(retryAfter) ? Number(retryAfter) * 1_000 : 0;
}
