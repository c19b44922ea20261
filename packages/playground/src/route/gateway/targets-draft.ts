import { NEWEST_ISTIO } from '@lamia/lang';

/** What the data planes are, as far as it changes what is written for them. */
export interface TargetsDraft {
  /** The release of Istio; empty for the newest that is known. */
  readonly istio: string;
  /** The release of the Gateway API; empty for the newest that is known. */
  readonly gatewayApi: string;
  /** Whether the implementation of the Gateway API matches regular expressions. */
  readonly profile: 're2-full' | 'core';
  /** One rule for each alternative, where Istio and Gloo could hold several in one. */
  readonly split: boolean;
  /** Where HAProxy listens, `127.0.0.1:8080`. */
  readonly listen: string;
  /** Whether HAProxy is given raw ACLs as they are. */
  readonly rawAcls: boolean;
}

export const FIRST_TARGETS: TargetsDraft = {
  istio: '',
  gatewayApi: '',
  profile: 're2-full',
  split: false,
  listen: '127.0.0.1:8080',
  rawAcls: true,
};

/** An address and a port out of `127.0.0.1:8080` or `[::1]:8080`; null where it is none. */
export function listenIn(text: string): { readonly host: string; readonly port: number } | null {
  const [, bracketed, plain, digits] = /^(?:\[([^\]]+)\]|([^:\s]+)):(\d{1,5})$/.exec(text.trim()) ?? [];
  const [host, port] = [bracketed ?? plain, Number(digits)];
  return host === undefined || port < 1 || port > 65_535 ? null : { host, port };
}

/** What is chosen, in a few words. */
export function targetsSummary({ istio, gatewayApi, profile, split, listen, rawAcls }: TargetsDraft): string {
  const chosen = [
    ...(istio === '' || istio === NEWEST_ISTIO ? [] : [`Istio ${istio}`]),
    ...(gatewayApi === '' ? [] : [`Gateway API ${gatewayApi}`]),
    ...(profile === 'core' ? ['the core of the Gateway API'] : []),
    ...(split ? ['one rule for each alternative'] : []),
    ...(listen === FIRST_TARGETS.listen ? [] : [`HAProxy at ${listen}`]),
    ...(rawAcls ? [] : ['no raw ACLs']),
  ];
  return chosen.length === 0 ? 'the newest releases' : chosen.join(', ');
}
