import * as Type from 'typebox';
import { object, variants } from './objects.js';
import { ADDRESS, DNS_NAME, DURATION, FILE_PATH, PORT, oneOf } from './scalars.js';

const INTERVAL = { interval: Type.Optional(DURATION) };
const SERVER = { server: Type.Optional(ADDRESS) };

/** Where the endpoints of a version are looked up. */
export const DISCOVER = variants('kind', {
  file: object('a file with an address a line', { kind: oneOf('file'), path: FILE_PATH, ...INTERVAL }),
  dns: object('the addresses of a name', {
    kind: oneOf('dns'),
    name: DNS_NAME,
    port: PORT,
    ...SERVER,
    ...INTERVAL,
  }),
  srv: object('the places of a service', { kind: oneOf('srv'), name: DNS_NAME, ...SERVER, ...INTERVAL }),
});
