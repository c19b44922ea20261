import type { Address, Protocol, Sticky } from '../../config/gateway.js';
import type { Backend, Server, Site, Sites } from './layout.js';

/**
 * Kept beside the configuration, from which it could not be read again: what a later process of the runtime needs in
 * order to adopt the HAProxy that an earlier one started.
 */
export interface StoredLayout {
  /** Of the configuration that was rendered from this layout: a process that tells the same serves it. */
  readonly fingerprint: string;
  /** Of the certificates that the process has read; null where that is not known. */
  readonly certificates: string | null;
  readonly layout: Sites;
}

const PROTOCOLS: readonly Protocol[] = ['http', 'https', 'tcp'];
const STICKY: readonly Sticky[] = ['none', 'version', 'instance', 'source'];

export const LAYOUT_FILE = 'layout.json';

export function storedText(stored: StoredLayout): string {
  return `${JSON.stringify(stored, null, 2)}\n`;
}

/** Null for a text that is not of this shape, such as one of another release: nothing is adopted then. */
export function parseStored(text: string): StoredLayout | null {
  try {
    const root = record(JSON.parse(text));
    return {
      fingerprint: string(root['fingerprint']),
      // Earlier releases did not keep it.
      certificates: typeof root['certificates'] === 'string' ? root['certificates'] : null,
      layout: layoutFrom(root['layout']),
    };
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof ShapeError) return null;
    throw error;
  }
}

/** The text is JSON of another shape. */
class ShapeError extends Error {
  override readonly name = 'ShapeError';
}

function layoutFrom(value: unknown): Sites {
  const layout = record(value);
  return {
    sites: list(layout['sites'], siteFrom),
    exporter: layout['exporter'] === null ? null : addressFrom(layout['exporter']),
  };
}

function siteFrom(value: unknown): Site {
  const site = record(value);
  return {
    gateway: string(site['gateway']),
    frontend: string(site['frontend']),
    bind: addressFrom(site['bind']),
    protocol: word(site['protocol'], PROTOCOLS),
    secureBind: site['secureBind'] === null ? null : addressFrom(site['secureBind']),
    certificates: list(site['certificates'], string),
    sticky: word(site['sticky'], STICKY),
    routing: list(site['routing'], string),
    backends: list(site['backends'], backendFrom),
  };
}

function backendFrom(value: unknown): Backend {
  const backend = record(value);
  return {
    name: string(backend['name']),
    route: string(backend['route']),
    servers: list(backend['servers'], serverFrom),
  };
}

function serverFrom(value: unknown): Server {
  const server = record(value);
  const address = server['address'];
  return { label: string(server['label']), address: address === null ? null : addressFrom(address) };
}

function addressFrom(value: unknown): Address {
  const address = record(value);
  const port = address['port'];
  if (typeof port !== 'number') throw new ShapeError('a port is a number');
  return { host: string(address['host']), port };
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) throw new ShapeError('an object was expected');
  return { ...value };
}

function string(value: unknown): string {
  if (typeof value !== 'string') throw new ShapeError('a text was expected');
  return value;
}

function word<Word extends string>(value: unknown, words: readonly Word[]): Word {
  const found = words.find((known) => known === value);
  if (found === undefined) throw new ShapeError('another word was expected');
  return found;
}

function list<Item>(value: unknown, item: (value: unknown) => Item): readonly Item[] {
  if (!Array.isArray(value)) throw new ShapeError('a list was expected');
  return value.map(item);
}
