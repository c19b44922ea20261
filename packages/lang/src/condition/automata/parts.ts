import type { Atom } from '../atom.js';
import type { Acceptor } from './acceptor.js';
import { atomAcceptor } from './atom-acceptor.js';
import { codePoints, cutsOf } from './acceptor.js';

/** An automaton that follows several atoms of one field at once. */
export interface Part extends Pick<Acceptor, 'start' | 'next' | 'cuts' | 'cost'> {
  /** Places of the atoms that it follows. */
  readonly atoms: readonly number[];
  /** Places of those atoms that hold of a value that ends in this state. */
  holding(state: number): readonly number[];
}

/**
 * As few automata as follow all atoms: those that look at the beginning of a value share one, so that a hundred paths are one
 * walk and not a hundred.
 */
export function partsOf(atoms: readonly Atom[]): readonly Part[] {
  const words = atoms.flatMap((atom, place) => wordsOf(atom).map((word) => ({ ...word, place })));
  const inTrie = new Set(words.map(({ place }) => place));
  const single = atoms.flatMap((atom, place): readonly Part[] => {
    if (inTrie.has(place)) return [];
    const acceptor = atomAcceptor(atom);
    return [{ ...acceptor, atoms: [place], holding: (state) => (acceptor.accepts(state) ? [place] : []) }];
  });
  return words.length === 0 ? single : [trie(words), ...single];
}

interface Word {
  readonly text: string;
  /** Whether more may follow. */
  readonly isPrefix: boolean;
}

/** An atom as texts that a value is or begins with; none for one that looks further, or ignores case. */
function wordsOf(atom: Atom): readonly Word[] {
  if (atom.ignoreCase) return [];
  switch (atom.op) {
    case 'exact':
      return [{ text: atom.value, isPrefix: false }];
    case 'in':
      return atom.values.map((text) => ({ text, isPrefix: false }));
    case 'prefix':
      return [{ text: atom.value, isPrefix: true }];
    case 'under':
      return [
        { text: atom.value, isPrefix: false },
        { text: `${atom.value}/`, isPrefix: true },
      ];
    case 'present':
    case 'suffix':
    case 'contains':
    case 'regex':
      return [];
  }
}

interface TrieNode {
  readonly successors: Map<number, number>;
  /** Atoms that hold of a value that ends just here. */
  readonly exact: Set<number>;
  /** Atoms that hold of every value that comes by here. */
  readonly prefixes: Set<number>;
  /** The state after a character that no word goes on with. */
  off: number;
}

/** The state of values that have left all words and began with none. */
const OFF = 0;

function trie(words: readonly (Word & { readonly place: number })[]): Part {
  const node = (off: number): TrieNode => ({
    successors: new Map(),
    exact: new Set(),
    prefixes: new Set(),
    off,
  });
  const nodes: TrieNode[] = [node(OFF), node(OFF)];
  const at = (state: number): TrieNode => {
    const found = nodes[state];
    if (found === undefined) throw new RangeError(`the trie has no state ${state}`);
    return found;
  };
  const [root] = [1];
  for (const { text, isPrefix, place } of words) {
    let state = root;
    for (const letter of codePoints(text)) {
      const next = at(state).successors.get(letter) ?? nodes.push(node(OFF)) - 1;
      at(state).successors.set(letter, next);
      state = next;
    }
    (isPrefix ? at(state).prefixes : at(state).exact).add(place);
  }
  spread(nodes, at, root, node);
  return {
    atoms: [...new Set(words.map(({ place }) => place))],
    start: root,
    next: (state, codePoint) => at(state).successors.get(codePoint) ?? at(state).off,
    holding: (state) => [...new Set([...at(state).exact, ...at(state).prefixes])],
    cuts: [...new Set(words.flatMap(({ text }) => codePoints(text)))].flatMap((letter) =>
      cutsOf(letter, letter),
    ),
  };
}

/** Gives every node what its ancestors begin, and the state in which a value that leaves here goes on. */
function spread(
  nodes: TrieNode[],
  at: (state: number) => TrieNode,
  root: number,
  node: (off: number) => TrieNode,
): void {
  const open = [root];
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    const { prefixes, successors, off } = at(state);
    // A new prefix needs a state of its own beyond the words; otherwise the ancestor's will do.
    const inherited = at(off).prefixes;
    let beyond = off;
    if (prefixes.size > inherited.size) {
      beyond = nodes.push(node(OFF)) - 1;
      at(beyond).off = beyond;
      for (const place of prefixes) at(beyond).prefixes.add(place);
    }
    at(state).off = beyond;
    for (const next of successors.values()) {
      at(next).off = beyond;
      for (const place of prefixes) at(next).prefixes.add(place);
      open.push(next);
    }
  }
}
