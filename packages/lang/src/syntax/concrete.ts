import type { CstElement, CstNode, IToken } from 'chevrotain';

/** Typed access to the concrete tree, whose children Chevrotain keeps as lists by rule or token name. */
const isToken = (element: CstElement): element is IToken => 'image' in element;

/** The first child node of that rule; undefined where the text was broken there. */
export function childNode(node: CstNode, rule: string): CstNode | undefined {
  return childNodes(node, rule)[0];
}

export function childNodes(node: CstNode, rule: string): readonly CstNode[] {
  const elements = node.children[rule] ?? [];
  return elements.filter((element): element is CstNode => !isToken(element));
}

/** Tokens as written: those that recovery inserted have no text and are left out. */
export function childTokens(node: CstNode, name: string): readonly IToken[] {
  const elements = node.children[name] ?? [];
  return elements.filter(
    (element): element is IToken => isToken(element) && element.isInsertedInRecovery !== true,
  );
}

export function childToken(node: CstNode, name: string): IToken | undefined {
  return childTokens(node, name)[0];
}
