import type { TSchema } from 'typebox';
import { Check } from 'typebox/value';
import { HOST_NAME, LONG_OBJECT_NAME, OBJECT_NAME } from '../config/schema/scalars.js';
import type { Entry, Exposure } from '../kubernetes/expose/exposure.js';
import { usageError } from './exit.js';

/** How `lamia expose` was called; everything is text as it was written. */
export interface ExposureFlags {
  readonly port: string;
  readonly targetPort?: string;
  readonly host: string;
  readonly ingressClass?: string;
  readonly gateway?: string;
  readonly listener?: string;
  readonly gatewayClass?: string;
  readonly namespace?: string;
}

/** A name of a port of a container, as registries of service names have them. */
const PORT_NAME = /^(?=.*[a-z])[a-z0-9]([a-z0-9-]{0,13}[a-z0-9])?$/;
const IPV4 = /^\d{1,3}(\.\d{1,3}){3}$/;

/** @throws CommandError which flag is at fault, and what it takes */
export function exposureOf(application: string, flags: ExposureFlags): Exposure {
  const { namespace = null } = flags;
  if (!fits(OBJECT_NAME, application) || !/^[a-z]/.test(application)) {
    throw usageError(
      `\`${application}\` cannot name a service; expected the label \`app\` of the application: small letters, digits and inner dashes, a letter first`,
    );
  }
  if (namespace !== null) expectName('--namespace', namespace, namespace);
  const port = portNumber('--port', flags.port);
  return {
    application,
    namespace,
    port,
    targetPort: flags.targetPort === undefined ? port : targetPort(flags.targetPort),
    host: hostName(flags.host),
    entry: entryOf(flags),
  };
}

function entryOf({ ingressClass, gateway, gatewayClass, listener }: ExposureFlags): Entry {
  const given = [
    ingressClass === undefined ? null : '--ingress-class',
    gateway === undefined ? null : '--gateway',
    gatewayClass === undefined ? null : '--gateway-class',
  ].filter((flag) => flag !== null);
  const [one, other] = given;
  if (one !== undefined && other !== undefined) {
    throw usageError(
      `\`${one}\` and \`${other}\` at once; requests come in by one of them: keep the one that your cluster has`,
    );
  }
  if (listener !== undefined && gateway === undefined) {
    throw usageError(
      '`--listener` is one of the Gateway that `--gateway` names; name it, or leave the listener out',
    );
  }
  if (gateway !== undefined) return existingGateway(gateway, listener ?? null);
  if (gatewayClass !== undefined) {
    expectLongName('--gateway-class', gatewayClass);
    return { kind: 'new-gateway', className: gatewayClass };
  }
  if (ingressClass !== undefined) expectLongName('--ingress-class', ingressClass);
  return { kind: 'ingress', className: ingressClass ?? null };
}

function existingGateway(text: string, listener: string | null): Entry {
  const [name = '', namespace, ...more] = text.split('/');
  if (more.length > 0) {
    throw usageError(`\`--gateway\` wants \`NAME\` or \`NAME/NAMESPACE\`, not \`${text}\``);
  }
  expectLongName('--gateway', name);
  if (namespace !== undefined) expectName('--gateway', namespace, text);
  if (listener !== null) expectLongName('--listener', listener);
  return { kind: 'gateway', name, namespace: namespace ?? null, listener };
}

function targetPort(text: string): number | string {
  if (/^\d+$/.test(text)) return portNumber('--target-port', text);
  if (PORT_NAME.test(text)) return text;
  throw usageError(
    `\`--target-port\` wants a port from 1 to 65535 or the name of one, at most 15 small letters, digits and inner dashes, not \`${text}\``,
  );
}

function portNumber(flag: string, text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port >= 1 && port <= 65_535) return port;
  throw usageError(`\`${flag}\` wants a port from 1 to 65535, not \`${text}\``);
}

function hostName(text: string): string {
  if (fits(HOST_NAME, text) && !IPV4.test(text)) return text;
  const lower = text
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/[:/].*$/, '');
  const suggestion =
    lower !== text && fits(HOST_NAME, lower) && !IPV4.test(lower) ? `; did you mean \`${lower}\`` : '';
  throw usageError(
    `\`--host\` wants a name such as \`shop.example\`, or \`*.shop.example\` for those below it, not \`${text}\`${suggestion}`,
  );
}

function expectName(flag: string, name: string, written: string): void {
  if (fits(OBJECT_NAME, name)) return;
  throw usageError(
    `\`${flag}\` wants a namespace of small letters, digits and inner dashes, at most 63, not \`${written}\``,
  );
}

function expectLongName(flag: string, name: string): void {
  if (fits(LONG_OBJECT_NAME, name)) return;
  throw usageError(
    `\`${flag}\` wants a name of small letters, digits and inner dots and dashes, not \`${name}\``,
  );
}

/** Whether a text is what a schema for one value asks for. */
function fits(schema: TSchema, text: string): boolean {
  return Check(schema, text);
}
