import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { Address } from '../../config/gateway.js';

/** What a name has. */
export interface Records {
  readonly a?: readonly string[];
  readonly srv?: readonly { readonly name: string; readonly port: number }[];
}

/** A real DNS server on a free loopback port. */
export interface DnsServer {
  readonly address: Address;
  /** By name; names that are missing do not exist. Null: it says that it failed. */
  records: ReadonlyMap<string, Records> | null;
  close(): Promise<void>;
}

const TYPE = { a: 1, srv: 33 };

export async function startDnsServer(records: ReadonlyMap<string, Records>): Promise<DnsServer> {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const server: DnsServer = {
    address: { host: '127.0.0.1', port: socket.address().port },
    records,
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
  socket.on('message', (query, { port, address }) => {
    socket.send(answerTo(query, server.records), port, address);
  });
  return server;
}

function answerTo(query: Buffer, records: ReadonlyMap<string, Records> | null): Buffer {
  const labels: string[] = [];
  let place = 12;
  for (let length = query[place] ?? 0; length > 0; length = query[place] ?? 0) {
    labels.push(query.toString('latin1', place + 1, place + 1 + length));
    place += length + 1;
  }
  const type = query.readUInt16BE(place + 1);
  const question = query.subarray(12, place + 5);
  const found = records?.get(labels.join('.').toLowerCase());
  const data =
    type === TYPE.a
      ? (found?.a ?? []).map((text) => Buffer.from(text.split('.').map(Number)))
      : type === TYPE.srv
        ? (found?.srv ?? []).map(srvData)
        : [];
  const header = Buffer.alloc(12);
  query.copy(header, 0, 0, 2);
  // An answer with authority and recursion, and its code: none, failed, or no such name.
  header.writeUInt16BE(0x8580 + (records === null ? 2 : found === undefined ? 3 : 0), 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(data.length, 6);
  return Buffer.concat([header, question, ...data.map((each) => record(type, each))]);
}

/** Of the name that was asked for, valid for no time. */
function record(type: number, data: Buffer): Buffer {
  const head = Buffer.alloc(12);
  head.writeUInt16BE(0xc00c, 0);
  head.writeUInt16BE(type, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
}

function srvData({ name, port }: { readonly name: string; readonly port: number }): Buffer {
  const head = Buffer.alloc(6);
  head.writeUInt16BE(port, 4);
  const labels = name.split('.').map((label) => Buffer.from(`${String.fromCharCode(label.length)}${label}`));
  return Buffer.concat([head, ...labels, Buffer.from([0])]);
}
