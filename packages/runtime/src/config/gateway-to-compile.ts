import { check } from '@lamia/lang';
import type { Backend, ConditionalRoute, GatewayToCompile, Share } from '@lamia/lang';
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
    backends: versions.map(({ label, address, labels }): Backend => ({
      version: label,
      service: address.host,
      port: address.port,
      subset: labels === null ? null : Object.fromEntries(labels),
    })),
    routes: routes.slice(0, last + 1).map(({ name: route, condition, weights }): ConditionalRoute => {
      const to = [...weights].map(([version, weight]): Share => ({ version, weight }));
      if (condition === null) return { name: route, condition, to };
      const checked = check(condition, { kind: 'condition' }).condition;
      if (checked === null) throw new TypeError(`the condition of route ${route} was not checked`);
      return { name: route, condition: checked, to };
    }),
  };
}
