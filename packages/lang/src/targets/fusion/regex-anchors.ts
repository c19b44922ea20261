import { choice, EMPTY, NEVER, repeat, sequence, type OneOf, type Tree, type TreeOf } from './regex-tree.js';

/** The start or the end of the whole text. */
export interface Anchor {
  readonly kind: 'anchor';
  readonly end: 'start' | 'end';
}

type Anchored = TreeOf<OneOf | Anchor>;

/** Whether a place is certainly, certainly not or perhaps at an end of the text. */
type Place = 'at' | 'off' | 'perhaps';

/**
 * The same language of whole texts without anchors: those at an end match there, those elsewhere match nothing. Null where it
 * depends on the text whether one is at an end, as in `a*^b`.
 */
export function withoutAnchors(tree: Anchored): Tree | null {
  return resolved(tree, 'at', 'at');
}

function resolved(tree: Anchored, start: Place, end: Place): Tree | null {
  switch (tree.kind) {
    case 'set':
      return tree;
    case 'anchor': {
      const place = tree.end === 'start' ? start : end;
      return place === 'perhaps' ? null : place === 'at' ? EMPTY : NEVER;
    }
    case 'sequence': {
      const parts: Tree[] = [];
      for (const [index, part] of tree.parts.entries()) {
        const before = placeBeyond(start, tree.parts.slice(0, index));
        const behind = placeBeyond(end, tree.parts.slice(index + 1));
        const done = resolved(part, before, behind);
        if (done === null) return null;
        parts.push(done);
      }
      return sequence(...parts);
    }
    case 'choice': {
      const options: Tree[] = [];
      for (const option of tree.options) {
        const done = resolved(option, start, end);
        if (done === null) return null;
        options.push(done);
      }
      return choice(...options);
    }
    case 'repeat': {
      const once = tree.max === 1;
      const body = resolved(tree.body, once ? start : 'perhaps', once ? end : 'perhaps');
      return body === null ? null : repeat(body, tree.min, tree.max);
    }
  }
}

function placeBeyond(place: Place, parts: readonly Anchored[]): Place {
  if (place === 'off' || parts.some(mustConsume)) return 'off';
  return parts.some(canConsume) ? 'perhaps' : place;
}

function mustConsume(tree: Anchored): boolean {
  switch (tree.kind) {
    case 'set':
      return true;
    case 'anchor':
      return false;
    case 'sequence':
      return tree.parts.some(mustConsume);
    case 'choice':
      return tree.options.every(mustConsume);
    case 'repeat':
      return tree.min > 0 && mustConsume(tree.body);
  }
}

function canConsume(tree: Anchored): boolean {
  switch (tree.kind) {
    case 'set':
      return true;
    case 'anchor':
      return false;
    case 'sequence':
      return tree.parts.some(canConsume);
    case 'choice':
      return tree.options.some(canConsume);
    case 'repeat':
      return canConsume(tree.body);
  }
}
