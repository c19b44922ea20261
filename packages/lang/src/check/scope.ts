import type { Let } from '../syntax/ast.js';

/** The names that `let` gave in one block, and in the blocks around it. */
export class Scope {
  private readonly own = new Map<string, Let>();

  constructor(private readonly outer: Scope | null = null) {}

  /** From here on the name is known in this block and those inside it. */
  declare(declaration: Let): void {
    this.own.set(declaration.name, declaration);
  }

  find(name: string): Let | null {
    return this.own.get(name) ?? this.outer?.find(name) ?? null;
  }

  /** Every name in reach, the nearest first. */
  names(): readonly string[] {
    return [...this.own.keys(), ...(this.outer?.names() ?? [])];
  }
}
