import type { Backend, ConditionalRoute, GatewayToCompile, RouteFinding, Share } from '@lamia/lang';
import { check } from '@lamia/lang';
import type { GatewayInFile } from '../../config/configuration.js';
import type { Finding } from '../../config/finding.js';
import type { Gateway } from '../../config/gateway.js';
import { findingsInFile } from '../../config/rules/expression.js';
import type { ConfigurationSource } from '../../config/documents.js';
import { readCondition } from '../condition-source.js';
import { usageError } from '../exit.js';
import { programFindings } from '../findings.js';
import type { CommandIo } from '../io.js';
import { parseShares } from './shares.js';

/** What is compiled, and where in the files its conditions stand. */
export interface Subject {
  readonly gateway: GatewayToCompile;
  /** Where standalone data planes listen. */
  readonly listen: { readonly host: string; readonly port: number };
  /** What was found, at its places in the file. */
  readonly inFile: (findings: readonly RouteFinding[]) => readonly Finding[];
}

export interface SubjectFlags {
  readonly name?: string;
  readonly host?: string;
  readonly to?: string;
  readonly otherwise?: string;
  readonly json?: boolean;
}

const LISTEN = { host: '127.0.0.1', port: 8080 };
const HTTP_PORT = 80;

/** One condition as the only conditional route of a gateway; null where it cannot be used, which is told on the spot. */
export function conditionSubject(
  source: ConfigurationSource,
  flags: SubjectFlags,
  needsShares: boolean,
  io: CommandIo,
): Subject | null {
  const to = flags.to === undefined ? [] : parseShares('--to', flags.to);
  const otherwise = flags.otherwise === undefined ? [] : parseShares('--otherwise', flags.otherwise);
  if (needsShares && (to.length === 0 || otherwise.length === 0)) {
    const flag = to.length === 0 ? '`--to "v1=50,v2=50"`' : '`--otherwise "v1=100"`';
    throw usageError(`where the requests go must be said for this target: add ${flag}`);
  }
  const condition = readCondition(source, flags.json === true, io);
  if (condition === null) return null;
  const name = flags.name ?? 'route';
  const versions = new Set([...to, ...otherwise].map(({ version }) => version));
  return {
    gateway: {
      name,
      namespace: 'default',
      hosts: flags.host === undefined ? [] : [flags.host.toLowerCase()],
      backends: [...versions].map((version) => ({
        version,
        service: version,
        port: HTTP_PORT,
        subset: null,
      })),
      routes: [
        { name, condition, to },
        { name: name === 'default' ? 'otherwise' : 'default', condition: null, to: otherwise },
      ],
    },
    listen: LISTEN,
    inFile: (findings) =>
      programFindings(
        source,
        findings.map(({ diagnostic }) => diagnostic),
      ),
  };
}

/** All routes of a gateway that was checked, in order. */
export function gatewaySubject({ gateway, report, source }: GatewayInFile): Subject {
  return {
    gateway: {
      name: gateway.name,
      namespace: gateway.namespace,
      hosts: gateway.hosts,
      backends: gateway.versions.map(({ label, address, labels }): Backend => ({
        version: label,
        service: address.host,
        port: address.port,
        subset: labels === null ? null : Object.fromEntries(labels),
      })),
      routes: reachableRoutes(gateway),
    },
    listen: gateway.listen ?? LISTEN,
    inFile: (findings) =>
      findings.flatMap(({ route, diagnostic }): readonly Finding[] => {
        const scalar = route === null ? null : report.scalar(['spec', 'routes', route, 'condition']);
        if (scalar !== null) return findingsInFile([diagnostic], scalar);
        const { code, severity, message } = diagnostic;
        const place =
          route === null
            ? report.keyPlace(['spec', 'routes'])
            : report.place(['spec', 'routes', route, 'name']);
        return [{ ...place, source, code, severity, message }];
      }),
  };
}

/** Up to the first route without a condition, which takes the rest; the check has told of those behind it. */
function reachableRoutes({ routes }: Gateway): readonly ConditionalRoute[] {
  const last = routes.findIndex(({ condition }) => condition === null);
  return routes.slice(0, last + 1).map(({ name, condition, weights }): ConditionalRoute => {
    const to = [...weights].map(([version, weight]): Share => ({ version, weight }));
    if (condition === null) return { name, condition, to };
    const checked = check(condition, { kind: 'condition' }).condition;
    if (checked === null) throw new TypeError(`the condition of route ${name} was not checked`);
    return { name, condition: checked, to };
  });
}
