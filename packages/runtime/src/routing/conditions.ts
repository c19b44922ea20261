import { check, notEvaluable } from '@lamia/lang';
import type { Condition } from '@lamia/lang';
import type { Gateway, Route } from '../config/gateway.js';

/** The conditions of a gateway's routes, in order; null for a route that takes what reaches it. */
export function conditionsOf(gateway: Gateway): readonly (Condition | null)[] {
  return gateway.routes.map((route) => {
    const read = readCondition(route, allowsRawAcls(gateway));
    if (typeof read === 'string') throw new TypeError(`a condition that was not checked: ${read}`);
    return read;
  });
}

/** Why some routes cannot be told from others, one message a reason. The check of the files says it with the place. */
export function conditionProblems(gateway: Gateway): readonly string[] {
  const { name, routes } = gateway;
  return routes.flatMap((route) => {
    const read = readCondition(route, allowsRawAcls(gateway));
    return typeof read === 'string'
      ? [`the condition of route \`${route.name}\` of gateway \`${name}\` cannot be used: ${read}`]
      : [];
  });
}

/** Whether conditions of a gateway may hold text that its data plane alone understands. */
export function allowsRawAcls({ target }: Gateway): boolean {
  return target.kind === 'haproxy' && target.rawAcls;
}

function readCondition({ condition }: Route, rawAcls: boolean): Condition | null | string {
  if (condition === null) return null;
  const checked = check(condition, { kind: 'condition' });
  const errors = [
    ...checked.diagnostics.filter(({ severity }) => severity === 'error'),
    ...(checked.condition === null || rawAcls ? [] : notEvaluable(checked.condition)),
  ];
  return checked.condition !== null && errors.length === 0
    ? checked.condition
    : errors.map(({ message }) => message).join('; ');
}
