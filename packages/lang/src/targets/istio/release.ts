import type { ApiVersion } from './objects.js';

/** What differs between releases of Istio, for what is written here. */
export interface IstioRelease {
  readonly apiVersion: ApiVersion;
  /** Weights need not be percentages (since 1.15.0). */
  readonly anyWeights: boolean;
  /** A header that is not there passes a test of its value in `withoutHeaders`, as "" does (since 1.22.0). */
  readonly missingIsEmpty: boolean;
  /** Names such as `:path` are allowed in `withoutHeaders` (not from 1.23.0 to 1.24.3). */
  readonly deniesPseudoHeaders: boolean;
}

/** The release for which is written where none is named. */
export const NEWEST_RELEASE = '1.30';

/** What a release such as `1.24` (its first) or `1.24.4` can do; null for what is no release of Istio. */
export function istioRelease(version: string): IstioRelease | null {
  const found = /^v?1\.(\d{1,3})(?:\.(\d{1,3}))?(?:-[\w.-]+)?$/.exec(version);
  if (found === null) return null;
  const minor = Number(found[1]);
  const patch = Number(found[2] ?? 0);
  return {
    apiVersion: minor >= 22 ? 'networking.istio.io/v1' : 'networking.istio.io/v1beta1',
    anyWeights: minor >= 15,
    missingIsEmpty: minor >= 22,
    deniesPseudoHeaders: minor < 23 || minor > 24 || (minor === 24 && patch >= 4),
  };
}
