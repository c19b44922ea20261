import type { CstNode, IToken } from 'chevrotain';

// Typed access to the concrete tree, whose children Chevrotain keeps as lists by name: under the name of a rule stand nodes alone, under
// that of a token tokens alone. No list is copied, since looking into the tree would then take longer than building it.

/** The first child node of that rule; undefined where the text was broken there. */
export function childNode(node: CstNode, rule: string): CstNode | undefined {
  return childNodes(node, rule)[0];
}

export function childNodes(node: CstNode, rule: string): readonly CstNode[] {
  return (node.children[rule] ?? NONE) as readonly CstNode[];
}

/** Tokens as written: those that recovery inserted have no text and are left out. */
export function childTokens(node: CstNode, name: string): readonly IToken[] {
  const tokens = allTokens(node, name);
  return tokens.every(isWritten) ? tokens : tokens.filter(isWritten);
}

/** The same with those that recovery inserted. */
export function allTokens(node: CstNode, name: string): readonly IToken[] {
  return (node.children[name] ?? NONE) as readonly IToken[];
}

export function childToken(node: CstNode, name: string): IToken | undefined {
  return childTokens(node, name)[0];
}

/** Whether the text has nothing of that rule, which may be left out wholly. */
export function isEmpty({ children }: CstNode): boolean {
  for (const _ in children) return false;
  return true;
}

const NONE: readonly never[] = [];

const isWritten = (token: IToken): boolean => token.isInsertedInRecovery !== true;
