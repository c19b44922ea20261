import { request } from '../server/request.mjs';

/**
 * One series of a page for Prometheus.
 * @typedef {object} Series
 * @property {string} name
 * @property {Readonly<Record<string, string>>} labels
 * @property {number} value
 */

/** What changes something. */
const WRITES = new Set(['POST', 'PUT', 'PATCH', 'APPLY', 'DELETE', 'DELETECOLLECTION']);
/** What an API server writes by itself, or a client without changing anything. */
const APART = new Set(['leases', 'subjectaccessreviews', 'tokenreviews', 'flowschemas', 'apiservices']);

/**
 * @param {string} page
 * @returns {readonly Series[]}
 */
export function seriesIn(page) {
  return page.split('\n').flatMap((line) => {
    const [, name = '', labels = '', value = ''] = /^([a-z_]+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
    if (name === '') return [];
    const pairs = [...labels.matchAll(/([a-z_]+)="([^"]*)"/g)].map(([, key, text]) => [key, text]);
    return [{ name, labels: Object.fromEntries(pairs), value: Number(value) }];
  });
}

/**
 * The sum of the series of a name.
 * @param {readonly Series[]} series
 * @param {string} name
 */
export const sumOf = (series, name) =>
  series.filter((each) => each.name === name).reduce((sum, { value }) => sum + value, 0);

/**
 * How often an API server was asked to write each kind of resource, leases aside, by its own count.
 * @param {import('../server/request.mjs').Access} access
 * @returns {Promise<Readonly<Record<string, number>>>}
 */
export async function writesOf(access) {
  const { body } = await request(access, 'GET', '/metrics');
  /** @type {Record<string, number>} */
  const counts = {};
  for (const { name, labels, value } of seriesIn(String(body))) {
    const { resource = '', verb = '' } = labels;
    if (name !== 'apiserver_request_total' || !WRITES.has(verb) || APART.has(resource)) continue;
    counts[resource] = (counts[resource] ?? 0) + value;
  }
  return counts;
}
