import { compileGateway, type Compiled, type GatewayToCompile } from './compile.js';
import { ENVOY_DEFAULTS } from './envoy/options.js';
import { envoyTarget } from './envoy/target.js';
import type { GatewayApiOptions } from './gateway-api/options.js';
import { isGatewayApiVersion } from './gateway-api/options.js';
import { gatewayApi } from './gateway-api/target.js';
import { glooTarget } from './gloo/target.js';
import { withStandIns } from './haproxy/stand-ins.js';
import { haproxyTarget } from './haproxy/target.js';
import { istioTarget } from './istio/target.js';

/** The data planes that routes can be compiled for. */
export type TargetName = 'istio' | 'gateway-api' | 'gloo' | 'haproxy' | 'envoy';

/** What a caller may say about a data plane; what one does not have, it does not look at. */
export interface EmitOptions {
  /** Its release; the newest known where left out. */
  readonly version?: string;
  /** One rule for each alternative, where one could hold several. */
  readonly split: boolean;
  /** Whether an implementation of the Gateway API matches regular expressions. */
  readonly profile?: 're2-full' | 'core';
  /** Whether HAProxy is given raw ACLs as they are; without that they are errors there as everywhere. */
  readonly rawAcls?: boolean;
  /** Where HAProxy listens. */
  readonly listen: { readonly host: string; readonly port: number };
}

/** What a data plane is given. */
export type EmittedFor =
  | { readonly kind: 'objects'; readonly objects: readonly object[] }
  | { readonly kind: 'config'; readonly config: string };

/** Compiles a gateway for the data plane of that name. */
export function compileFor(
  target: TargetName,
  gateway: GatewayToCompile,
  { version, split, profile, rawAcls = false, listen }: EmitOptions,
): Compiled<EmittedFor> {
  const release = version === undefined ? {} : { version };
  switch (target) {
    case 'istio':
      return mapped(compileGateway(istioTarget, gateway, { split, ...release }), ({ objects }) => objects);
    case 'gloo':
      return mapped(compileGateway(glooTarget, gateway, { split }), ({ objects }) => objects);
    case 'envoy':
      return mapped(compileGateway(envoyTarget, gateway, ENVOY_DEFAULTS), ({ configuration }) => [
        configuration,
      ]);
    case 'gateway-api': {
      const options = gatewayApiOptions(version, profile);
      if (options === null) return unknownVersion(version ?? '');
      return mapped(compileGateway(gatewayApi, gateway, options), ({ routes }) => routes);
    }
    case 'haproxy': {
      const { routes, standIns } = withStandIns(gateway.routes, rawAcls);
      const compiled = compileGateway(haproxyTarget, { ...gateway, routes }, { bind: listen, standIns });
      if (!compiled.ok) return compiled;
      return { ...compiled, emitted: { kind: 'config', config: compiled.emitted.config } };
    }
  }
}

function mapped<Emitted>(
  compiled: Compiled<Emitted>,
  objects: (emitted: Emitted) => readonly object[],
): Compiled<EmittedFor> {
  if (!compiled.ok) return compiled;
  return { ...compiled, emitted: { kind: 'objects', objects: objects(compiled.emitted) } };
}

function gatewayApiOptions(
  version: string | undefined,
  profile: 're2-full' | 'core' | undefined,
): GatewayApiOptions | null {
  if (version !== undefined && !isGatewayApiVersion(version)) return null;
  return { ...(version !== undefined && { version }), ...(profile !== undefined && { profile }) };
}

function unknownVersion(version: string): Compiled<never> {
  const message = `\`${version}\` is no release of the gateway api that is known: write one such as \`v1.6\``;
  return {
    ok: false,
    findings: [
      { route: null, diagnostic: { code: 'target-name', severity: 'error', message, start: 0, end: 0 } },
    ],
  };
}
