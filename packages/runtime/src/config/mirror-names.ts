import type { Findings } from './finding.js';
import { reportOlderName } from './policies/canonical-names.js';
import { withEntries } from './yaml/tree.js';
import type { Tree, TreeEntry, TreeMap } from './yaml/tree.js';

/** What other descriptions of a mirror call its settings: Kubist `subset`, Argo Rollouts and Gloo `percentage`. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['subset', 'version'],
  ['percentage', 'percent'],
]);

/** Earlier settings that said where a version runs; its address does. */
const NEEDLESS: ReadonlySet<string> = new Set(['host']);

/** The `spec` of a gateway with the mirrors of its routes in the names of today. */
export function withMirrorNames(spec: TreeMap, findings: Findings): TreeMap {
  const routes = spec.entries.get('routes');
  if (routes?.value.kind !== 'list') return spec;
  const items = routes.value.items.map((route) => routeWithNames(route, findings));
  const entry: TreeEntry = { key: routes.key, value: { ...routes.value, items } };
  return withEntries(spec, new Map([['routes', entry]]));
}

function routeWithNames(route: Tree, findings: Findings): Tree {
  if (route.kind !== 'map') return route;
  const mirror = route.entries.get('mirror');
  if (mirror?.value.kind !== 'map') return route;
  const entry = { key: mirror.key, value: mirrorWithNames(mirror.value, findings) };
  return withEntries(route, new Map([['mirror', entry]]));
}

function mirrorWithNames(mirror: TreeMap, findings: Findings): TreeMap {
  const entries = new Map<string, TreeEntry>();
  for (const [name, entry] of mirror.entries) {
    if (NEEDLESS.has(name)) {
      const message = `\`${name}\` has no meaning here: the addresses of \`versions\` say where they run; remove it`;
      findings.warning(entry.key, 'needless-key', message);
      continue;
    }
    const setting = ALIASES.get(name) ?? name;
    const first = entries.get(setting);
    if (first !== undefined) {
      const related = [{ ...first.key, message: 'it is set here too' }];
      findings.error(entry.key, 'conflicting-keys', `\`${setting}\` is set twice; keep one of them`, {
        related,
      });
      continue;
    }
    reportOlderName(name, setting, entry, entry.value, findings);
    entries.set(setting, entry);
  }
  return { ...mirror, entries };
}
