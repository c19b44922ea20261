import { stringify } from 'yaml';
import { Findings, inOrder, type Finding } from '../../config/finding.js';
import type { SourceText } from '../../config/place.js';
import type { GatewayDocument } from '../../config/schema/gateway-schema.js';
import { readYaml } from '../../config/yaml/read-yaml.js';
import { textAt, type Tree, type TreeMap } from '../../config/yaml/tree.js';
import { gatewayDocument, type Addresses } from './gateway-file.js';
import { readGateway, type NamedConditions } from './read-gateway.js';

/** What was made of some files, and everything that was not carried over as it was. */
export interface ImportedVamp {
  readonly gateways: readonly GatewayDocument[];
  readonly findings: readonly Finding[];
}

/**
 * Turns gateways of classic Vamp, and the conditions in them, into gateway files. What would send requests elsewhere is an error, and
 * its gateway is left out; what is lost or changed beside that is a warning.
 */
export function importVamp(sources: readonly SourceText[], addresses: Addresses): ImportedVamp {
  const findings = new Findings();
  const documents = sources.flatMap((source) => readYaml(source, findings).flatMap(documentsIn));
  const conditions = namedConditions(documents);
  const gateways = documents.flatMap((tree) => importDocument(tree, conditions, addresses, findings));
  tellDoubles(gateways, documents, findings);
  return { gateways, findings: inOrder(findings.list, sources) };
}

/** Gateway files as text, one document each. */
export function gatewayFiles(gateways: readonly GatewayDocument[]): string {
  return gateways.map((gateway) => stringify(gateway, { lineWidth: 0 })).join('---\n');
}

/** Classic files hold one artifact, several documents, or a list of artifacts. */
function documentsIn(tree: Tree): readonly Tree[] {
  return tree.kind === 'list' ? tree.items.flatMap(documentsIn) : [tree];
}

function importDocument(
  tree: Tree,
  conditions: NamedConditions,
  addresses: Addresses,
  findings: Findings,
): readonly GatewayDocument[] {
  if (tree.kind !== 'map') {
    findings.error(
      tree.place,
      'not-an-object',
      'a gateway of classic vamp is a map of `name`, `port` and `routes`',
    );
    return [];
  }
  const kind = artifactKind(tree);
  if (kind === 'condition') return [];
  if (kind !== 'gateway') {
    const [first] = tree.entries.values();
    const message = `this is ${kind}, of which nothing is carried over: a gateway has \`port\` and \`routes\``;
    findings.warning(first?.key ?? tree.place, 'import-lost', message);
    return [];
  }
  const vamp = readGateway(tree, conditions, findings);
  return vamp === null ? [] : wrapped(gatewayDocument(vamp, addresses, findings));
}

const wrapped = <Value>(value: Value | null): readonly Value[] => (value === null ? [] : [value]);

/** What a document describes: its own word for it, or what its keys show. */
function artifactKind(tree: TreeMap): string {
  const word = textAt(tree, ['kind'])?.toLowerCase().replace(/s$/, '');
  if (word === 'gateway' || word === 'condition') return word;
  if (word !== undefined) return `a \`${word}\``;
  if (tree.entries.has('routes') || tree.entries.has('port')) return 'gateway';
  if (tree.entries.has('condition')) return 'condition';
  return tree.entries.has('clusters') ? 'a blueprint' : 'no artifact that is known';
}

function namedConditions(documents: readonly Tree[]): NamedConditions {
  return new Map(
    documents.flatMap((tree) => {
      if (tree.kind !== 'map' || artifactKind(tree) !== 'condition') return [];
      const [name, text] = [textAt(tree, ['name']), textAt(tree, ['condition'])];
      const place = tree.entries.get('condition')?.value.place;
      return name === null || text === null || place === undefined
        ? []
        : [[name, { value: text, place }] as const];
    }),
  );
}

/** Two gateways whose names are one here would be one gateway. */
function tellDoubles(
  gateways: readonly GatewayDocument[],
  documents: readonly Tree[],
  findings: Findings,
): void {
  const names = gateways.map(({ metadata }) => metadata.name);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  const place = documents[0]?.place;
  if (twice !== undefined && place !== undefined) {
    findings.error(place, 'import-lost', `two gateways would be named \`${twice}\`; rename one of them`);
  }
}
