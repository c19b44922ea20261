import { Agent, request as httpsRequest } from 'node:https';

/**
 * How to reach an API server, and as whom.
 * @typedef {object} Access
 * @property {string} url `https://127.0.0.1:6443`
 * @property {string} ca certificates that vouch for it, PEM
 * @property {string} token
 */

/**
 * @typedef {object} Answer
 * @property {number} status
 * @property {unknown} body what the JSON says, or the text where it is none
 */

const TIMEOUT = 30_000;

/** @type {Map<string, Agent>} Connections, by the certificates that they trust. */
const agents = new Map();

/** @param {string} ca */
function agentFor(ca) {
  const agent = agents.get(ca) ?? new Agent({ ca, keepAlive: true });
  agents.set(ca, agent);
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
export function request({ url, ca, token }, method, path, options = {}) {
  const { body, contentType = 'application/json', accept = 'application/json' } = options;
  return new Promise((resolve, reject) => {
    const sent = httpsRequest(
      new URL(path, url),
      {
        method,
        agent: agentFor(ca),
        headers: {
          authorization: `Bearer ${token}`,
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

/** @param {string} text */
function parsed(text) {
  try {
    return /** @type {unknown} */ (JSON.parse(text));
  } catch {
    return text; // such as `ok`
  }
}
