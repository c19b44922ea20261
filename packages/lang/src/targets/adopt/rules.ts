import type { Met } from './meet.js';
import { isPlainObject, listIn, objectIn, textIn, type PlainObject } from './plain-object.js';
import type { WeightedPlane } from '../cluster/weights.js';
import { meetGloo } from './gloo.js';
import { meetHttpRoute, readMatch, writtenMatch } from './gateway-api.js';
import { apart } from './meet.js';
import { meetIstio } from './istio.js';

/** A service that a rule sends requests to, as far as its object names it. */
export interface NamedService {
  readonly name: string;
  /** Null for that of the object. */
  readonly namespace: string | null;
  /** Has fields that a destination written here would not have. */
  readonly hasMore: boolean;
}

/** How the rules of one data plane are read and written. */
export interface RuleForm {
  /** What of a rule matches: any of these. One that has none matches everything, as the empty match does. */
  matches(rule: PlainObject): readonly PlainObject[];
  meet(first: PlainObject, own: PlainObject): Met;
  /** Services that a rule sends requests to; null for one that does something else with them. */
  services(rule: PlainObject): readonly NamedService[] | null;
  /** Whether a rule leaves open what becomes of its requests: nothing answers them then. */
  isOpen(rule: PlainObject): boolean;
  /** Whether a rule copies requests somewhere as well. */
  copies(rule: PlainObject): boolean;
  /** The rule with these matches, and the destinations and copies of another one; without any match it takes everything. */
  written(rule: PlainObject, matches: readonly PlainObject[], own: PlainObject): PlainObject;
}

/** What changes requests or answers and sends them nowhere; others, and those of implementations, may answer by themselves. */
const CHANGING_FILTERS = ['RequestHeaderModifier', 'ResponseHeaderModifier', 'URLRewrite'];

export const RULE_FORMS: Readonly<Record<WeightedPlane, RuleForm>> = {
  istio: {
    matches: (rule) => orEmpty(listIn(rule, 'match')),
    meet: meetIstio,
    services: (rule) => {
      const list = listIn(rule, 'route');
      if (list.length === 0) return null;
      return list.map((entry) => {
        const [name = '', ...rest] = (textIn(objectIn(entry, 'destination'), 'host') ?? '').split('.');
        // `shop.default.svc.cluster.local` is a service; what ends otherwise is a host somewhere else.
        const isService = rest.length === 0 || rest.length === 1 || rest[1] === 'svc';
        return {
          name: isService ? name : '',
          namespace: rest[0] ?? null,
          hasMore: hasMore(entry, 'destination', 'weight'),
        };
      });
    },
    // Istio takes no rule without an answer.
    isOpen: () => false,
    copies: (rule) => rule['mirror'] !== undefined || listIn(rule, 'mirrors').length > 0,
    written: (rule, matches, own) => {
      const { match: _match, ...rest } = rule;
      const isEverything = matches.some((each) => Object.keys(each).length === 0);
      return {
        ...rest,
        ...(!isEverything && { match: matches }),
        route: listIn(own, 'route'),
        ...chosen(own, 'mirror', 'mirrorPercentage'),
      };
    },
  },
  'gateway-api': {
    matches: (rule) => orEmpty(listIn(rule, 'matches')),
    meet: (first, own) => {
      const [mine, theirs] = [readMatch(first), readMatch(own)];
      if (mine === null || theirs === null) return apart('a match with a field that is not known');
      const both = meetHttpRoute(mine, theirs);
      return both.kind === 'met' ? { kind: 'met', match: writtenMatch(both.match) } : both;
    },
    services: (rule) => {
      const list = listIn(rule, 'backendRefs');
      if (list.length === 0) return null;
      return list.map((entry) => {
        const isService = (textIn(entry, 'kind') ?? 'Service') === 'Service';
        return {
          name: isService ? (textIn(entry, 'name') ?? '') : '',
          namespace: textIn(entry, 'namespace'),
          hasMore: hasMore(entry, 'group', 'kind', 'name', 'namespace', 'port', 'weight'),
        };
      });
    },
    isOpen: (rule) =>
      listIn(rule, 'backendRefs').length === 0 &&
      listIn(rule, 'filters').every((filter) => CHANGING_FILTERS.includes(textIn(filter, 'type') ?? '')),
    copies: (rule) => listIn(rule, 'filters').some((filter) => textIn(filter, 'type') === 'RequestMirror'),
    written: (rule, matches, own) => {
      const filters = [...listIn(rule, 'filters'), ...listIn(own, 'filters')];
      return {
        ...rule,
        matches,
        ...(filters.length > 0 && { filters }),
        backendRefs: listIn(own, 'backendRefs'),
      };
    },
  },
  gloo: {
    matches: (rule) => orEmpty(listIn(rule, 'matchers')).map((each) => ({ ...each })),
    meet: meetGloo,
    services: (rule) => {
      const action = objectIn(rule, 'routeAction');
      const single = objectIn(action, 'single');
      const multi = listIn(objectIn(action, 'multi'), 'destinations');
      const list = multi.length > 0 ? multi : Object.keys(single).length > 0 ? [{ destination: single }] : [];
      if (list.length === 0) return null;
      return list.map((entry) => {
        const destination = objectIn(entry, 'destination');
        const of = isPlainObject(destination['kube'])
          ? objectIn(destination['kube'], 'ref')
          : objectIn(destination, 'upstream');
        return {
          name: textIn(of, 'name') ?? '',
          namespace: textIn(of, 'namespace'),
          hasMore:
            hasMore(entry, 'destination', 'weight') || hasMore(destination, 'kube', 'upstream', 'subset'),
        };
      });
    },
    // Neither does Gloo.
    isOpen: () => false,
    copies: (rule) => objectIn(rule, 'options')['shadowing'] !== undefined,
    written: (rule, matches, own) => {
      const { single: _single, ...action } = objectIn(rule, 'routeAction');
      const multi = { ...objectIn(action, 'multi'), ...objectIn(objectIn(own, 'routeAction'), 'multi') };
      const options = { ...objectIn(rule, 'options'), ...objectIn(own, 'options') };
      return {
        ...rule,
        matchers: matches,
        routeAction: { ...action, multi },
        ...(Object.keys(options).length > 0 && { options }),
      };
    },
  },
};

/** The fields of those names that are there. */
function chosen(rule: PlainObject, ...names: readonly string[]): PlainObject {
  return Object.fromEntries(Object.entries(rule).filter(([name]) => names.includes(name)));
}

function orEmpty(matches: readonly unknown[]): readonly PlainObject[] {
  const known = matches.filter(isPlainObject);
  return known.length === 0 ? [{}] : known;
}

function hasMore(entry: unknown, ...known: readonly string[]): boolean {
  return isPlainObject(entry) && Object.keys(entry).some((field) => !known.includes(field));
}
