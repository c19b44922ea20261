import { parseUpstream } from '../../config/canonical/address.js';
import type { Findings } from '../../config/finding.js';
import type { BalanceMethod } from '../../config/gateway.js';
import type { GatewayDocument } from '../../config/schema/gateway-schema.js';
import { isBalanceMethod } from '../../config/schema/scalars.js';
import { carryCondition } from './condition.js';
import { asObjectName, labelsOf } from './labels.js';
import { sharesUnder, splitOf, type RouteShares } from './shares.js';
import type { VampGateway, VampRoute, Written } from './vamp-gateway.js';

/** Addresses of routes that name a service of a deployment, by the path of the route. */
export type Addresses = ReadonlyMap<string, string>;

/** A classic gateway as a file of Lamia has it; null where that would send requests elsewhere, which is among the findings. */
export function gatewayDocument(
  vamp: VampGateway,
  addresses: Addresses,
  findings: Findings,
): GatewayDocument | null {
  const before = findings.list.length;
  const labels = labelsOf(vamp.routes.map(({ path }) => path.value));
  const versions = vamp.routes.map(({ path }) => ({ address: addressOf(path, addresses, findings) }));
  const split = splitOf(vamp.routes);
  if (split === null) {
    const message =
      'the weights do not sum to 100%: requests that no condition takes would be answered by nobody; give the routes weights';
    findings.error(vamp.name.place, 'import-lost', message);
  }
  const conditional = vamp.routes.flatMap((route, index) =>
    route.condition === null
      ? []
      : (conditionalRoute(route, index, route.condition, labels, split ?? [], findings) ?? []),
  );
  const name = asObjectName(vamp.name.value);
  if (name !== vamp.name.value) {
    findings.info(vamp.name.place, 'import-changed', `the gateway is named \`${name}\``);
  }
  const [baseline = ''] = labels.toSorted(
    (left, right) => (split?.[labels.indexOf(right)] ?? 0) - (split?.[labels.indexOf(left)] ?? 0),
  );
  const isSound = findings.list.slice(before).every(({ severity }) => severity !== 'error');
  if (!isSound || split === null) return null;
  const hosts = hostsOf(vamp, findings);
  const balance = balanceOf(vamp, findings);
  return {
    apiVersion: 'lamia/v1',
    kind: 'Gateway',
    metadata: { name },
    spec: {
      application: name,
      listen: listenOf(vamp, findings),
      ...(hosts.length > 0 && { hosts: [...hosts] }),
      ...(balance !== null && { balance }),
      ...(vamp.sticky !== null && { sticky: vamp.sticky.value }),
      target: { kind: 'haproxy' },
      versions: Object.fromEntries(labels.map((label, index) => [label, versions[index] ?? {}])),
      baseline,
      routes: [...conditional, { name: free('default', conditional), weights: weightsOf(labels, split) }],
    },
  };
}

type Route = GatewayDocument['spec']['routes'][number];

function addressOf(path: Written<string>, addresses: Addresses, findings: Findings): string {
  const [, external] = /^\[(.*)\]$/s.exec(path.value) ?? [];
  const address = external ?? addresses.get(path.value);
  if (address === undefined) {
    const message = `the route names a service of a deployment, whose address no file holds; say it with \`--address ${path.value}=HOST:PORT\``;
    findings.error(path.place, 'import-lost', message);
    return '';
  }
  const parsed = parseUpstream(address);
  if (!parsed.ok) findings.error(path.place, parsed.code, parsed.message);
  return address;
}

/** The route that a condition makes; null where it changes nothing, or cannot be carried over. */
function conditionalRoute(
  { strength }: VampRoute,
  index: number,
  condition: Written<string>,
  labels: readonly string[],
  split: RouteShares,
  findings: Findings,
): Route | null {
  const { place } = condition;
  if (strength?.value === 0) {
    const message = 'with a strength of 0% the condition changes nothing, and is left out';
    findings.warning(place, 'import-changed', message);
    return null;
  }
  const carried = carryCondition(condition.value);
  if (!carried.ok) {
    const why = carried.diagnostics.find(({ severity }) => severity === 'error')?.message ?? 'it is none';
    const message = `classic vamp took what it could not read for a raw ACL of haproxy: ${why}; write a condition, or \`<…>\` around an ACL`;
    findings.error(place, 'import-lost', message);
    return null;
  }
  for (const { message } of carried.warnings) findings.warning(place, 'import-changed', message);
  if (carried.hasRawAcls) {
    const message =
      'the condition has a raw ACL, which `check`, `plan` and `run` take with `--allow-raw-acls` only';
    findings.warning(place, 'import-changed', message);
  }
  const { shares, isExact } = sharesUnder(split, index, strength?.value ?? 100);
  if (!isExact) {
    const message = 'the split of the requests that meet the condition was brought to steps of 0.5%';
    findings.warning(strength?.place ?? place, 'import-changed', message);
  }
  const name = labels[index] ?? '';
  return { name, condition: carried.text, weights: weightsOf(labels, shares) };
}

/** Percentages of the versions that get anything. */
function weightsOf(labels: readonly string[], shares: RouteShares): Route['weights'] {
  return Object.fromEntries(
    labels.flatMap((label, index) => {
      const share = shares[index] ?? 0;
      return share === 0 ? [] : [[label, share / 100]];
    }),
  );
}

/** A name that none of the routes has. */
function free(name: string, routes: readonly { readonly name: string }[]): string {
  return routes.some((route) => route.name === name) ? free(`${name}-route`, routes) : name;
}

function listenOf({ port }: VampGateway, findings: Findings): string {
  const { number, protocol } = port.value;
  const message = `the gateway listens on loopback; write \`0.0.0.0:${number}/${protocol}\` where others shall reach it`;
  findings.info(port.place, 'import-changed', message);
  return `${number}/${protocol}`;
}

/** Versions of one address have nothing to be balanced between; a way that all routes name is the gateway's. */
function balanceOf({ routes }: VampGateway, findings: Findings): BalanceMethod | null {
  const [first, ...others] = routes.flatMap(({ balance }) => balance ?? []);
  if (first === undefined) return null;
  const odd = others.find(({ value }) => value !== first.value);
  if (odd !== undefined) {
    const message = `\`${odd.value}\` here and \`${first.value}\` for another route: a gateway balances in one way, and this one is the first`;
    findings.warning(odd.place, 'import-changed', message);
  }
  if (isBalanceMethod(first.value)) return first.value;
  findings.warning(
    first.place,
    'import-lost',
    `\`balance: ${first.value}\` is not carried over: there is no such way`,
  );
  return null;
}

function hostsOf({ hosts }: VampGateway, findings: Findings): readonly string[] {
  return hosts.map(({ value, place }) => {
    const host = value.toLowerCase();
    if (host.endsWith('.vamp')) {
      const message = `\`${host}\` was made by vamp itself; leave it out where nobody asks for it`;
      findings.info(place, 'import-changed', message);
    }
    return host;
  });
}
