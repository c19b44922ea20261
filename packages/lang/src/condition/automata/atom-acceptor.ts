import type { Atom } from '../atom.js';
import { regexShape } from '../regex-shape.js';
import type { Acceptor } from './acceptor.js';
import { regexAcceptor } from './regex-acceptor.js';
import { anything, beginning, holding, oneOf } from './text-acceptors.js';

/** The values of its field for which an atom holds. */
export function atomAcceptor(atom: Atom): Acceptor {
  const { ignoreCase } = atom;
  switch (atom.op) {
    case 'present':
      return anything;
    case 'exact':
      return oneOf([atom.value], ignoreCase);
    case 'in':
      return oneOf(atom.values, ignoreCase);
    case 'prefix':
      return beginning(atom.value, ignoreCase);
    case 'under':
      return beginning(atom.value, ignoreCase, '/');
    case 'suffix':
      return holding(atom.value, ignoreCase, 'at the end');
    case 'contains':
      return holding(atom.value, ignoreCase, 'anywhere');
    case 'regex': {
      // On one line, which every value of a request is, the plainer test says the same with fewer states.
      const shape = ignoreCase ? null : regexShape(atom.value);
      return shape === null
        ? regexAcceptor(atom.value, ignoreCase)
        : atomAcceptor({ ...atom, op: shape.op, value: shape.value });
    }
  }
}
