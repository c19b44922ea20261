import type { Findings } from '../../config/finding.js';
import type { Place } from '../../config/place.js';
import { textAt, valuePlace, type Tree, type TreeEntry, type TreeMap } from '../../config/yaml/tree.js';
import type { VampGateway, VampRoute, Written } from './vamp-gateway.js';

/** Named conditions of the same files, which routes may refer to. */
export type NamedConditions = ReadonlyMap<string, Written<string>>;

/** What a key of classic Vamp did that nothing here does, in words. */
const LOST_OF_GATEWAY: Readonly<Record<string, string>> = {
  metadata: 'it says nothing about requests',
  lookup_name: 'it was made anew by each start',
  internal: 'it was the runtime’s own',
  service: 'it was a status, not a setting',
};
const LOST_OF_ROUTE: Readonly<Record<string, string>> = {
  rewrites: 'paths reach the version as the client sent them',
  metadata: 'it says nothing about requests',
  lookup_name: 'it was made anew by each start',
  health_checks: 'a version is ready when it accepts a connection',
};
const GATEWAY_KEYS = new Set(['name', 'kind', 'port', 'sticky', 'virtual_hosts', 'routes', 'selector']);
const ROUTE_KEYS = new Set(['weight', 'condition', 'condition_strength', 'balance', 'filters', 'selector']);

/** A document of a classic file as a gateway; null where it is none that can be carried over, which is among the findings. */
export function readGateway(
  tree: TreeMap,
  conditions: NamedConditions,
  findings: Findings,
): VampGateway | null {
  const before = findings.list.length;
  const hasErrors = (): boolean => findings.list.slice(before).some(({ severity }) => severity === 'error');
  tellLost(tree, GATEWAY_KEYS, LOST_OF_GATEWAY, findings);
  if (tree.entries.has('selector')) tellSelector(tree, findings);
  const name = written(tree, 'name', textValue);
  const port = written(tree, 'port', portValue);
  const routes = tree.entries.get('routes')?.value;
  for (const [key, found] of [
    ['name', name],
    ['port', port],
    ['routes', routes?.kind === 'map' ? routes : null],
  ] as const) {
    if (found !== null) continue;
    const example = { name: '`name: shop`', port: '`port: 8080/http`', routes: 'a map of `"[host:port]"`' }[
      key
    ];
    findings.error(valuePlace(tree, [key]), 'missing-key', `a gateway of classic vamp has ${example} here`);
  }
  if (name === null || port === null || routes?.kind !== 'map') return null;
  const read = [...routes.entries].map(([path, entry]) => readRoute(path, entry, conditions, findings));
  if (read.length === 0) {
    findings.error(valuePlace(tree, ['routes']), 'missing-key', 'the gateway has no routes to carry over');
  }
  return hasErrors()
    ? null
    : { name, port, hosts: readHosts(tree), sticky: readSticky(tree, findings), routes: read };
}

function readRoute(
  path: string,
  { key, value }: TreeEntry,
  conditions: NamedConditions,
  findings: Findings,
): VampRoute {
  const route: VampRoute = {
    path: { value: path, place: key },
    weight: null,
    condition: null,
    strength: null,
    balance: null,
  };
  if (value.kind === 'scalar') {
    // A route without settings, or with its weight alone.
    const weight = percentValue(value);
    if (value.value !== null && weight === null) tellWrong(value.place, 'a weight such as `50%`', findings);
    return weight === null ? route : { ...route, weight: { value: weight, place: value.place } };
  }
  if (value.kind === 'list') {
    tellWrong(key, 'a map of `weight` and `condition`', findings);
    return route;
  }
  tellLost(value, ROUTE_KEYS, LOST_OF_ROUTE, findings);
  if (value.entries.has('selector')) tellSelector(value, findings);
  for (const share of ['weight', 'condition_strength']) {
    const entry = value.entries.get(share);
    if (entry !== undefined && percentValue(entry.value) === null)
      tellWrong(entry.value.place, 'whole percentage points such as `50%`', findings);
  }
  return {
    ...route,
    weight: written(value, 'weight', percentValue),
    condition: readCondition(value, conditions, findings),
    strength: written(value, 'condition_strength', percentValue),
    balance: written(value, 'balance', textValue),
  };
}

/** The text of a condition: written in the route, in a map of it, or by a name that another document declares. */
function readCondition(
  route: TreeMap,
  conditions: NamedConditions,
  findings: Findings,
): Written<string> | null {
  const filters = route.entries.get('filters');
  if (filters !== undefined) {
    const message =
      'lists of `filters` were given up by vamp itself, and how their texts were compared changed with its releases; write one `condition`';
    findings.error(filters.key, 'import-lost', message);
  }
  const entry = route.entries.get('condition');
  if (entry === undefined) return null;
  const { value } = entry;
  const text =
    value.kind === 'map' ? written(value, 'condition', textValue) : written(route, 'condition', textValue);
  if (text !== null) return text;
  const reference = textAt(value, ['reference']) ?? textAt(value, ['name']);
  const named = reference === null ? undefined : conditions.get(reference);
  if (named !== undefined) return named;
  findings.error(
    entry.key,
    'import-lost',
    reference === null
      ? 'a condition is a text such as `User-Agent = Chrome`'
      : `no condition named \`${reference}\` is in these files; give the file that declares it, too`,
  );
  return null;
}

/** `route` pinned a client to a version, `instance` to an endpoint as well. */
function readSticky(tree: TreeMap, findings: Findings): VampGateway['sticky'] {
  const sticky = written(tree, 'sticky', textValue);
  if (sticky === null || sticky.value === 'none') return null;
  if (sticky.value === 'route') return { ...sticky, value: 'version' };
  if (sticky.value === 'instance') return { ...sticky, value: 'instance' };
  findings.warning(sticky.place, 'import-lost', `there is no way to stick called \`${sticky.value}\``);
  return null;
}

function readHosts(tree: TreeMap): readonly Written<string>[] {
  const value = tree.entries.get('virtual_hosts')?.value;
  const scalars: readonly Tree[] = value === undefined ? [] : value.kind === 'list' ? value.items : [value];
  return scalars.flatMap((scalar) => {
    const text = textValue(scalar);
    return text === null ? [] : [{ value: text, place: scalar.place }];
  });
}

function tellLost(
  tree: TreeMap,
  known: ReadonlySet<string>,
  lost: Readonly<Record<string, string>>,
  findings: Findings,
): void {
  for (const [key, entry] of tree.entries) {
    if (known.has(key)) continue;
    const why = Object.hasOwn(lost, key) ? `: ${lost[key] ?? ''}` : ', and nothing here has that meaning';
    findings.warning(entry.key, 'import-lost', `\`${key}\` is not carried over${why}`);
  }
}

function tellSelector(tree: TreeMap, findings: Findings): void {
  const place = tree.entries.get('selector')?.key ?? tree.place;
  const message = 'a `selector` makes routes while vamp runs, and no file shows which; write the routes';
  findings.error(place, 'import-lost', message);
}

function tellWrong(place: Place, expected: string, findings: Findings): void {
  findings.error(place, 'wrong-value', `expected ${expected}`);
}

/** A value of a map, where it can be read. */
function written<Value>(
  map: TreeMap,
  key: string,
  read: (tree: Tree) => Value | null,
): Written<Value> | null {
  const tree = map.entries.get(key)?.value;
  const value = tree === undefined ? null : read(tree);
  return tree === undefined || value === null ? null : { value, place: tree.place };
}

function textValue(tree: Tree): string | null {
  if (tree.kind !== 'scalar' || tree.value === null || typeof tree.value === 'boolean') return null;
  return String(tree.value);
}

/** `50%`, `50`. Classic Vamp takes whole percentage points only. */
function percentValue(tree: Tree): number | null {
  const [, digits] = /^\s*(\d{1,3})\s*%?\s*$/.exec(textValue(tree) ?? '') ?? [];
  const value = Number(digits ?? -1);
  return value >= 0 && value <= 100 ? value : null;
}

function portValue(tree: Tree): VampGateway['port']['value'] | null {
  const [, digits, protocol = 'http'] = /^(\d{1,5})(?:\/([a-z]+))?$/.exec(textValue(tree) ?? '') ?? [];
  const number = Number(digits ?? -1);
  return number >= 0 && number <= 65_535 ? { number, protocol } : null;
}
