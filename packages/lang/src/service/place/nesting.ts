import type { Frame, NamedAt } from './expectation.js';

/** The brackets that are open, and the `let` names in reach. What a bracket that is missing would have closed is closed by what follows. */
export class Nesting {
  private readonly frames: Frame[] = [];
  private names: readonly (NamedAt & { readonly depth: number })[] = [];
  private pending: NamedAt | null = null;

  get innermost(): Frame | null {
    return this.frames.at(-1) ?? null;
  }

  /** True outside of every block. */
  get isOutermost(): boolean {
    return !this.frames.some(isBlock);
  }

  /** The innermost call that a place is an argument of. */
  get call(): Extract<Frame, { readonly kind: 'call' }> | null {
    const frame = this.frames.findLast(({ kind }) => kind !== 'group');
    return frame?.kind === 'call' ? frame : null;
  }

  get inReach(): readonly NamedAt[] {
    return this.names;
  }

  /** The name is in reach from the end of its statement. */
  declare(name: NamedAt): void {
    this.pending = name;
  }

  open(frame: Frame): void {
    this.frames.push(frame);
  }

  openBlock(isElse: boolean): void {
    this.endStatement();
    this.frames.push({ kind: isElse ? 'else-block' : 'block' });
  }

  endStatement(): void {
    while (this.innermost !== null && !isBlock(this.innermost)) this.frames.pop();
    if (this.pending !== null) this.names = [...this.names, { ...this.pending, depth: this.frames.length }];
    this.pending = null;
  }

  nextArgument(): void {
    const { innermost } = this;
    if (innermost?.kind !== 'call') return;
    this.frames.pop();
    this.frames.push({ ...innermost, argument: innermost.argument + 1 });
  }

  closeParenthesis(): Frame | null {
    const { innermost } = this;
    if (innermost === null || isBlock(innermost) || innermost.kind === 'selector') return null;
    this.frames.pop();
    return innermost;
  }

  closeBrace(): Frame | null {
    const { innermost } = this;
    if (innermost?.kind !== 'selector') this.endStatement();
    const closed = this.frames.pop() ?? null;
    this.names = this.names.filter(({ depth }) => depth <= this.frames.length);
    return closed;
  }
}

function isBlock({ kind }: Frame): boolean {
  return kind === 'block' || kind === 'else-block';
}
