import type { ConfigurationCode } from '../codes.js';
import type { Finding, Findings } from '../finding.js';
import type { Place } from '../place.js';
import { headPlace, treeAt, valuePlace } from '../yaml/tree.js';
import type { Path, Tree, TreeScalar } from '../yaml/tree.js';

type Extra = Pick<Finding, 'related' | 'fixes'>;

/** Says what is wrong with one document, by the path of the value it is about. */
export class Report {
  readonly #tree: Tree;
  readonly #findings: Findings;

  constructor(tree: Tree, findings: Findings) {
    this.#tree = tree;
    this.#findings = findings;
  }

  /** The same document, with what is said of it from now on among other findings. */
  onto(findings: Findings): Report {
    return new Report(this.#tree, findings);
  }

  error(path: Path, code: ConfigurationCode, message: string, extra?: Extra): void {
    this.#findings.error(this.place(path), code, message, extra);
  }

  warning(path: Path, code: ConfigurationCode, message: string, extra?: Extra): void {
    this.#findings.warning(this.place(path), code, message, extra);
  }

  /** At the key instead of its value: for a map or list that is wrong as a whole. */
  errorAtKey(path: Path, code: ConfigurationCode, message: string, extra?: Extra): void {
    this.#findings.error(this.keyPlace(path), code, message, extra);
  }

  add(...findings: readonly Finding[]): void {
    this.#findings.add(...findings);
  }

  place(path: Path): Place {
    return valuePlace(this.#tree, path);
  }

  keyPlace(path: Path): Place {
    return headPlace(this.#tree, path);
  }

  has(path: Path): boolean {
    return treeAt(this.#tree, path) !== null;
  }

  scalar(path: Path): TreeScalar | null {
    const value = treeAt(this.#tree, path);
    return value?.kind === 'scalar' ? value : null;
  }
}
