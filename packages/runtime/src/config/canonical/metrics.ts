import type { BreakerSpec, MetricSourceSpec, MetricsSpec } from '../gateway.js';
import type { GatewayDocument } from '../schema/gateway-schema.js';
import type { Path } from '../yaml/tree.js';
import { canonicalHost, forbiddenReason } from './address.js';
import { DEFAULTS } from './defaults.js';
import { positiveDuration } from './duration.js';
import type { Report } from './report.js';

type Spec = GatewayDocument['spec'];
type MetricsShape = NonNullable<Spec['metrics']>;

type BreakerShape = NonNullable<Extract<MetricsShape['source'], { kind: 'prometheus' }>['breaker']>;

/** Where a gateway's numbers come from. `resolvePath` makes paths of the file usable from anywhere. */
export function canonicalMetrics(
  shape: MetricsShape,
  target: Spec['target']['kind'],
  path: Path,
  report: Report,
  resolvePath: (path: string) => string,
): MetricsSpec {
  const { source, provider } = shape;
  return {
    source: canonicalSource(source, [...path, 'source'], report, resolvePath),
    // Without a provider the names are those of the data plane that serves the gateway.
    provider: provider === undefined ? target : isCatalogueFile(provider) ? resolvePath(provider) : provider,
    window: positiveDuration(shape.window, DEFAULTS.window, [...path, 'window'], report),
    scrapeInterval: positiveDuration(
      shape.scrapeInterval,
      DEFAULTS.scrapeInterval[source.kind],
      [...path, 'scrapeInterval'],
      report,
    ),
    scope: shape.scope ?? DEFAULTS.scope,
  };
}

/** A built-in catalogue is a bare word; anything with a folder or an ending is a file. */
export function isCatalogueFile(provider: string): boolean {
  return /[./\\]/.test(provider);
}

function canonicalSource(
  shape: MetricsShape['source'],
  path: Path,
  report: Report,
  resolvePath: (path: string) => string,
): MetricSourceSpec {
  const timeout = positiveDuration(shape.timeout, DEFAULTS.sourceTimeout, [...path, 'timeout'], report);
  if (shape.kind === 'scrape') {
    shape.urls?.forEach((url, index) => checkUrl(url, [...path, 'urls', index], report));
    return { kind: 'scrape', urls: shape.urls ?? null, timeout };
  }
  checkUrl(shape.url, [...path, 'url'], report);
  const { basicAuth, bearerTokenFile, caFile } = shape;
  if (basicAuth !== undefined && bearerTokenFile !== undefined) {
    const message = '`basicAuth` and `bearerTokenFile` are two ways to log in; keep one of them';
    report.errorAtKey([...path, 'basicAuth'], 'conflicting-keys', message);
  }
  const inFile = (file: string) => ({ kind: 'file', path: resolvePath(file) }) as const;
  return {
    kind: 'prometheus',
    url: shape.url,
    timeout,
    bearerToken: bearerTokenFile === undefined ? null : inFile(bearerTokenFile),
    basicAuth:
      basicAuth === undefined
        ? null
        : { username: basicAuth.username, password: inFile(basicAuth.passwordFile) },
    caFile: caFile === undefined ? null : resolvePath(caFile),
    allowPromql: shape.allowPromql ?? false,
    queriesPerSecond: shape.queriesPerSecond ?? DEFAULTS.queriesPerSecond,
    breaker: canonicalBreaker(shape.breaker ?? {}, [...path, 'breaker'], report),
  };
}

function canonicalBreaker(shape: BreakerShape, path: Path, report: Report): BreakerSpec {
  const otherwise = DEFAULTS.breaker;
  const pause = positiveDuration(shape.pause, otherwise.pause, [...path, 'pause'], report);
  // A file that names a long pause alone means no shorter one later.
  const least = Math.max(pause, otherwise.longestPause);
  const longestPause = positiveDuration(shape.longestPause, least, [...path, 'longestPause'], report);
  if (longestPause < pause) {
    const message = 'the longest pause is shorter than the first; make it at least as long';
    report.error([...path, 'longestPause'], 'wrong-value', message);
  }
  return { failures: shape.failures ?? otherwise.failures, pause, longestPause };
}

/** An address of a web server that is no forbidden one and has no password in it. */
export function checkUrl(text: string, path: Path, report: Report): void {
  if (!URL.canParse(text)) {
    report.error(path, 'bad-address', `\`${text}\` is no address of a web server`);
    return;
  }
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') {
    const message = 'a password does not belong in an address; use `basicAuth` with a `passwordFile`';
    report.error(path, 'bad-address', message);
  }
  const host = (canonicalHost(url.hostname) ?? url.hostname).replace(/^\[|\]$/g, '');
  const reason = forbiddenReason(host);
  if (reason !== null) report.error(path, 'forbidden-address', `\`${url.host}\` ${reason}`);
}
