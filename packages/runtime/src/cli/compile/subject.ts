import type { GatewayToCompile, RouteFinding } from '@lamia/lang';
import type { GatewayInFile } from '../../config/gateways-in-files.js';
import type { Finding } from '../../config/finding.js';
import { gatewayToCompile } from '../../config/gateway-to-compile.js';
import { routeFindingsInFile } from '../../config/rules/conditions.js';
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
  readonly allowRawAcls?: boolean;
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
  const condition = readCondition(
    source,
    { json: flags.json === true, rawAcls: flags.allowRawAcls ?? false },
    io,
  );
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
export function gatewaySubject({ gateway, report }: GatewayInFile): Subject {
  return {
    gateway: gatewayToCompile(gateway),
    listen: gateway.listen ?? LISTEN,
    inFile: (findings) => routeFindingsInFile(findings, report),
  };
}
