import type { ServiceContext, Span } from '@lamia/lang';

/** `lamia`: a program or a condition, by the context's kind. `yaml`: a gateway or policy file. */
export type EditorLanguage = 'lamia' | 'yaml';

/** A part of the text to show in a way of its own, such as what a rule came from. */
export interface Mark extends Span {
  readonly look: 'deciding' | 'source' | 'bad';
}

/** What an editor is made with. */
export interface EditorOptions {
  readonly label: string;
  readonly language: EditorLanguage;
  readonly text: string;
  readonly context: ServiceContext;
  readonly readOnly: boolean;
  readonly onChange: (text: string) => void;
}

/** A full editor on the page. */
export interface TextEditor {
  /** Nothing happens where the editor has that text. */
  setText(text: string): void;
  setContext(context: ServiceContext): void;
  setMarks(marks: readonly Mark[]): void;
  /** Selects that part, in sight, with the focus. */
  goTo(span: Span): void;
  dispose(): void;
}
