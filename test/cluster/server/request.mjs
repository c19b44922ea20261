import { Agent, request as httpsRequest } from 'node:https';

/**
 * How to reach an API server, and as whom.
 * @typedef {object} Access
 * @property {string} url `https://127.0.0.1:6443`
 * @property {Readonly<Record<string, string>>} headers that prove who asks
 * @property {Tls} tls that proves who answers, and may prove who asks
 */

/** @typedef {{ ca?: string, cert?: string, key?: string, servername?: string, rejectUnauthorized?: boolean }} Tls PEM */

/**
 * @typedef {object} Answer
 * @property {number} status
 * @property {unknown} body what the JSON says, or the text where it is none
 */

const TIMEOUT = 30_000;

/** @type {Map<string, Agent>} Connections, by what proves both ends. */
const agents = new Map();

/** @param {Tls} tls */
function agentFor(tls) {
  const key = JSON.stringify(tls);
  const agent = agents.get(key) ?? new Agent({ ...tls, keepAlive: true });
  agents.set(key, agent);
  return agent;
}

/**
 * One request to an API server; rejects only where there is no answer.
 * @param {Access} access
 * @param {string} method
 * @param {string} path with its query
 * @param {{ body?: unknown, contentType?: string, accept?: string }} [options]
 * @returns {Promise<Answer>}
 */
export function request({ url, headers, tls }, method, path, options = {}) {
  const { body, contentType = 'application/json', accept = 'application/json' } = options;
  return new Promise((resolve, reject) => {
    const sent = httpsRequest(
      new URL(path, url),
      {
        method,
        agent: agentFor(tls),
        headers: {
          ...headers,
          accept,
          ...(body !== undefined && { 'content-type': contentType }),
        },
        signal: AbortSignal.timeout(TIMEOUT),
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (/** @type {string} */ part) => {
          text += part;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body: parsed(text) }));
        response.on('error', reject);
      },
    );
    sent.on('error', reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

/**
 * Somebody else at the same server.
 * @param {Access} access
 * @param {string} token
 * @returns {Access}
 */
export function withToken({ url, tls: { cert: _cert, key: _key, ...tls } }, token) {
  return { url, headers: { authorization: `Bearer ${token}` }, tls };
}

/** @param {string} text */
function parsed(text) {
  try {
    return /** @type {unknown} */ (JSON.parse(text));
  } catch {
    return text; // such as `ok`
  }
}
