import { connect } from 'node:net';
import { hostPort } from '../routing/host-port.js';
import type { ReadinessProbe } from './ports.js';

/** Ready is what accepts a connection at the version's address. */
export const tcpReadiness: ReadinessProbe = {
  probe: (_gateway, { address }, signal) =>
    new Promise((resolve, reject) => {
      const { host, port } = address;
      const socket = connect({ host, port, signal });
      socket.once('connect', () => {
        socket.destroy();
        resolve({ ready: true });
      });
      socket.once('error', (error: NodeJS.ErrnoException) => {
        if (signal.aborted) {
          reject(error);
          return;
        }
        const said = error.code ?? error.message;
        resolve({ ready: false, reason: `nothing accepts connections at ${hostPort(address)} (${said})` });
      });
    }),
};
