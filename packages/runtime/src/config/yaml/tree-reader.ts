import { CST, isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { Alias, Node, Pair, YAMLMap } from 'yaml';
import type { Findings } from '../finding.js';
import { placeIn } from '../place.js';
import type { Place, SourceText } from '../place.js';
import { YAML_BUDGETS } from './budgets.js';
import { TOO_DEEP } from './prescan.js';
import type { Tree, TreeEntry } from './tree.js';

/** Walks one document's nodes; `sound` turns false with the first finding that makes the tree unfit for use. */
export class TreeReader {
  readonly #source: SourceText;
  readonly #findings: Findings;
  /** The values that are being read, to see an alias inside its own value. */
  readonly #open = new Set<Node>();
  /** The last value of each anchor so far, in the order of the file. */
  readonly #anchors = new Map<string, Node>();
  /** What each alias meant where it was first met: expanding it again later must not see newer anchors. */
  readonly #targets = new Map<Alias, Node>();
  #expanding = 0;
  #nodes = 0;
  #faults = 0;
  sound = true;

  constructor(source: SourceText, findings: Findings) {
    this.#source = source;
    this.#findings = findings;
  }

  read(node: Node, depth: number): Tree {
    const place = this.#placeOf(node);
    if (this.#isOverBudget(place, depth)) return nothing(place);
    if (isAlias(node)) return this.#readAlias(node, place, depth);
    if (this.#expanding === 0 && node.anchor !== undefined) this.#anchors.set(node.anchor, node);
    this.#open.add(node);
    const tree = this.#readPlain(node, place, depth);
    this.#open.delete(node);
    return tree;
  }

  #readPlain(node: Node, place: Place, depth: number): Tree {
    if (isMap(node)) return { kind: 'map', place, entries: this.#readEntries(node, depth) };
    if (isSeq(node)) {
      return { kind: 'list', place, items: node.items.map((item) => this.read(item as Node, depth + 1)) }; // parsed lists hold nodes
    }
    if (!isScalar(node)) throw new TypeError('a parsed YAML node is a map, a list, a scalar or an alias');
    const { value } = node;
    if (
      value === null ||
      typeof value === 'string' ||
      typeof value === 'number' ||
      typeof value === 'boolean'
    ) {
      return { kind: 'scalar', place, value, token: scalarToken(node.srcToken) };
    }
    throw new TypeError(`the core schema has no value of type ${typeof value}`);
  }

  #readEntries(map: YAMLMap, depth: number): ReadonlyMap<string, TreeEntry> {
    const entries = new Map<string, TreeEntry>();
    for (const pair of map.items as Pair<Node, Node | null>[]) {
      const key = this.#placeOf(pair.key);
      const name = isScalar(pair.key) ? String(pair.key.value) : null;
      if (name === null) {
        this.#fail(key, 'yaml-syntax', 'a key must be plain text, not an alias');
        continue;
      }
      const first = entries.get(name);
      if (first !== undefined) {
        const related = [{ ...first.key, message: 'the first one stands here' }];
        this.#fail(key, 'duplicate-key', `\`${name}\` stands twice in this map; keep one of them`, {
          related,
        });
        continue;
      }
      entries.set(name, {
        key,
        value: pair.value === null ? nothing(key) : this.read(pair.value, depth + 1),
      });
    }
    return entries;
  }

  #readAlias(alias: Alias, place: Place, depth: number): Tree {
    const target = this.#targets.get(alias) ?? this.#anchors.get(alias.source);
    if (target === undefined) {
      return this.#refuse(place, `\`*${alias.source}\` names no \`&${alias.source}\` before it`);
    }
    if (this.#open.has(target)) {
      return this.#refuse(place, `\`*${alias.source}\` stands inside the value that it names`);
    }
    this.#targets.set(alias, target);
    this.#expanding += 1;
    const tree = this.read(target, depth);
    this.#expanding -= 1;
    return tree;
  }

  #refuse(place: Place, message: string): Tree {
    this.#fail(place, 'yaml-syntax', message);
    return nothing(place);
  }

  #isOverBudget(place: Place, depth: number): boolean {
    if (this.#nodes > YAML_BUDGETS.nodes) return true;
    this.#nodes += 1;
    if (depth > YAML_BUDGETS.depth) {
      this.#fail(place, 'yaml-too-deep', TOO_DEEP);
      return true;
    }
    if (this.#nodes > YAML_BUDGETS.nodes) {
      const message = `this document has more than ${YAML_BUDGETS.nodes} keys and values once its aliases are expanded`;
      this.#fail(place, 'yaml-too-large', message);
      return true;
    }
    return false;
  }

  #fail(...[place, code, message, extra]: Parameters<Findings['error']>): void {
    this.sound = false;
    this.#faults += 1;
    if (this.#faults <= YAML_BUDGETS.errors) this.#findings.error(place, code, message, extra);
  }

  #placeOf(node: Node): Place {
    const [start, end] = node.range ?? [0, 0];
    return placeIn(this.#source, start, end);
  }
}

const nothing = (place: Place): Tree => ({ kind: 'scalar', place, value: null, token: null });

function scalarToken(token: CST.Token | undefined): CST.FlowScalar | CST.BlockScalar | null {
  return token !== undefined && CST.isScalar(token) ? token : null;
}
