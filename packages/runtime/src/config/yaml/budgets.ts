/** How much YAML is read before a file is refused; hostile text costs no more than this. */
export const YAML_BUDGETS = {
  /** UTF-8 bytes of one file. */
  bytes: 1024 * 1024,
  /** Levels of maps and lists in one document. */
  depth: 32,
  /** Keys and values of one document with every alias expanded. */
  nodes: 50_000,
  /** Documents of one file. */
  documents: 10_000,
  /** Syntax errors that are listed of one file. */
  errors: 20,
} as const;
