import { check } from '@lamia/lang';
import type { Backend, ConditionalRoute, GatewayToCompile, Share } from '@lamia/lang';
import { firstAddress } from './gateway.js';
import type { Gateway } from './gateway.js';

/**
 * A gateway as the compiler of conditions takes it, its routes up to the first that takes the rest: those behind it get nothing, which
 * its check has told.
 */
export function gatewayToCompile(gateway: Gateway): GatewayToCompile {
  const { name, namespace, hosts, versions, routes } = gateway;
  const last = routes.findIndex(({ condition }) => condition === null);
  return {
    name,
    namespace,
    hosts,
    backends: versions.flatMap((version): readonly Backend[] => {
      const { label, labels } = version;
      const address = firstAddress(version);
      if (address === null) return [];
      const subset = labels === null ? null : Object.fromEntries(labels);
      return [{ version: label, service: address.host, port: address.port, subset }];
    }),
    routes: routes.slice(0, last + 1).map(({ name: route, condition, weights, mirror }): ConditionalRoute => {
      const to = [...weights].map(([version, weight]): Share => ({ version, weight }));
      const copies = mirror === null ? {} : { mirror };
      if (condition === null) return { name: route, condition, to, ...copies };
      const checked = check(condition, { kind: 'condition' }).condition;
      if (checked === null) throw new TypeError(`the condition of route ${route} was not checked`);
      return { name: route, condition: checked, to, ...copies };
    }),
  };
}
