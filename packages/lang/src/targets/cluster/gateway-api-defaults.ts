import type {
  HttpRoute,
  HttpRouteMatch,
  ParentReference,
  RequestMirrorFilter,
} from '../gateway-api/httproute.js';

/**
 * The same route with everything said that an API server would add by itself, so that what is read back can be compared with what was
 * written. Matches have their types already.
 */
export function withDefaults(route: HttpRoute): HttpRoute {
  const { parentRefs, rules } = route.spec;
  return {
    ...route,
    spec: {
      ...route.spec,
      parentRefs: parentRefs.map(parentWithDefaults),
      rules: rules.map((rule) => ({
        matches: rule.matches.map(matchWithDefaults),
        ...(rule.filters && { filters: rule.filters.map(filterWithDefaults) }),
        backendRefs: rule.backendRefs.map((backend) => ({ group: '', kind: 'Service', ...backend })),
      })),
    },
  };
}

export function parentWithDefaults(parent: ParentReference): ParentReference {
  return { group: 'gateway.networking.k8s.io', kind: 'Gateway', ...parent };
}

function filterWithDefaults({ type, requestMirror }: RequestMirrorFilter): RequestMirrorFilter {
  const backendRef = { group: '', kind: 'Service', ...requestMirror.backendRef };
  return { type, requestMirror: { ...requestMirror, backendRef } };
}

/** A match without a path takes every path. */
export function matchWithDefaults(match: HttpRouteMatch): HttpRouteMatch {
  return { path: { type: 'PathPrefix', value: '/' }, ...match };
}
