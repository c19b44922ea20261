import { suggest } from '@lamia/lang';
import type { Findings } from './finding.js';
import { placeIn } from './place.js';
import type { SourceText } from './place.js';
import { API_VERSIONS } from './schema/head.js';
import { alternatives } from './schema/scalars.js';
import { readYaml } from './yaml/read-yaml.js';
import { textAt, valuePlace } from './yaml/tree.js';
import type { TreeMap } from './yaml/tree.js';

/** A file to read configuration from. */
export interface ConfigurationSource extends SourceText {
  /** False for a file that was met in a folder: documents of other systems there are none of ours to judge. */
  readonly named: boolean;
}

const KINDS = ['Gateway', 'Policy', 'Runtime'] as const;
export type DocumentKind = (typeof KINDS)[number];

/** One document of a file that says it is one of ours. */
export interface ConfigurationDocument {
  readonly kind: DocumentKind;
  readonly source: SourceText;
  readonly tree: TreeMap;
}

/**
 * The documents of one file. Whatever is none of ours is a finding, or passed over in a file that nobody named; so are other systems' objects
 * beside one of ours, as in what a chart renders.
 */
export function readDocuments(
  source: ConfigurationSource,
  findings: Findings,
): readonly ConfigurationDocument[] {
  const before = findings.list.length;
  const trees = readYaml(source, findings);
  if (trees.length === 0 && findings.list.length === before && source.named) {
    const message = 'this file is empty; a `kind: Gateway`, `kind: Policy` or `kind: Runtime` is expected';
    findings.error(placeIn(source, 0, 0), 'not-an-object', message);
  }
  const isMixed = trees.some((tree) => tree.kind === 'map' && isOurs(textAt(tree, ['apiVersion'])));
  return trees.flatMap((tree): readonly ConfigurationDocument[] => {
    if (tree.kind !== 'map') {
      if (!source.named) return [];
      const message = 'a document is a map with `apiVersion`, `kind`, `metadata` and `spec`';
      findings.error({ ...tree.place, end: tree.place.start }, 'not-an-object', message);
      return [];
    }
    const kind = isMixed && isOfOthers(tree) ? null : documentKind(tree, source, findings);
    return kind === null ? [] : [{ kind, source, tree }];
  });
}

function documentKind(tree: TreeMap, source: ConfigurationSource, findings: Findings): DocumentKind | null {
  const version = textAt(tree, ['apiVersion']);
  if (!isOurs(version)) {
    if (!source.named && !looksLikeOurs(version)) return null;
    const found =
      version === null ? 'this document lacks `apiVersion`' : `\`${version}\` is no \`apiVersion\` of Lamia`;
    const place = version === null ? (firstKey(tree) ?? tree.place) : valuePlace(tree, ['apiVersion']);
    const message = `${found}; it is ${alternatives(API_VERSIONS)}`;
    findings.error(place, version === null ? 'missing-key' : 'unknown-api-version', message);
    return null;
  }
  const kind = textAt(tree, ['kind']);
  if (kind !== null && isOneOf(kind, KINDS)) return kind;
  const nearest = kind === null ? null : suggest(kind, KINDS);
  const found = kind === null ? 'this document lacks `kind`' : `there is no kind \`${kind}\``;
  const advice = nearest === null ? `it is ${alternatives(KINDS)}` : `did you mean \`${nearest}\``;
  findings.error(
    valuePlace(tree, ['kind']),
    kind === null ? 'missing-key' : 'unknown-kind',
    `${found}; ${advice}`,
  );
  return null;
}

const isOurs = (version: string | null): boolean => version !== null && isOneOf(version, API_VERSIONS);

/** An object of Kubernetes with a version of somebody else's. */
function isOfOthers(tree: TreeMap): boolean {
  const version = textAt(tree, ['apiVersion']);
  const isObject = version !== null && textAt(tree, ['kind']) !== null;
  return isObject && !isOurs(version) && !looksLikeOurs(version);
}

function isOneOf<Word extends string>(word: string, words: readonly Word[]): word is Word {
  return words.some((one) => one === word);
}

/** A slip in our own group must not make a file in a folder silently disappear. */
function looksLikeOurs(version: string | null): boolean {
  const [group = ''] = (version ?? '').split('/');
  return suggest(group, ['lamia', 'lamia.dev']) !== null;
}

function firstKey(tree: TreeMap) {
  const [first] = tree.entries.values();
  return first?.key ?? null;
}
