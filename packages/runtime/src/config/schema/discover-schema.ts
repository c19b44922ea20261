import { needed, optional } from './meaning.js';
import { object, variants } from './objects.js';
import { ADDRESS, DNS_NAME, DURATION, FILE_PATH, PORT, oneOf } from './scalars.js';

const INTERVAL = { interval: optional(DURATION, 'How often they are looked up; `5s` unless given.') };
const SERVER = {
  server: optional(
    ADDRESS,
    'The DNS server that is asked, by its address; those of the system unless given.',
  ),
};

/** Where the endpoints of a version are looked up. */
export const DISCOVER = variants('kind', {
  file: object('a file with an address a line', {
    kind: needed(oneOf('file'), 'The lines of a file, an address each; `#` begins a comment.'),
    path: needed(FILE_PATH, 'The file with the addresses.'),
    ...INTERVAL,
  }),
  dns: object('the addresses of a name', {
    kind: needed(oneOf('dns'), 'All addresses of a name (A and AAAA), at one port.'),
    name: needed(DNS_NAME, 'The name whose addresses are the endpoints.'),
    port: needed(PORT, 'The port of all endpoints.'),
    ...SERVER,
    ...INTERVAL,
  }),
  srv: object('the places of a service', {
    kind: needed(oneOf('srv'), 'The places of a service (SRV), each at its own port.'),
    name: needed(DNS_NAME, 'The name of the service whose places are the endpoints.'),
    ...SERVER,
    ...INTERVAL,
  }),
});
