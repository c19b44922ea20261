import type { Diagnostic, ProgramPart, ServiceContext, Span } from '@lamia/lang';

/** `lamia`: a program or a condition, by the context's kind. `yaml`: a gateway or policy file. */
export type EditorLanguage = 'lamia' | 'yaml';

/** Something that is wrong with a text, at its place; its code may be one of the language or of whoever reads files that hold programs. */
export type TextFinding = Omit<Diagnostic, 'code'> & { readonly code: string };

/** What is known of a text that holds programs, such as a gateway's document. */
export interface TextReading {
  readonly parts: readonly ProgramPart[];
  readonly findings: readonly TextFinding[];
}

/** Reads such a text; asked for one text several times, it gives the same answer without reading it anew. */
export type TextReader = (text: string) => TextReading;

/** A part of the text to show in a way of its own, such as what a rule came from. */
export interface Mark extends Span {
  readonly look: 'deciding' | 'source' | 'bad';
}

/** What an editor is made with. */
export interface EditorOptions {
  readonly label: string;
  /** The element on the page that says what the tab key does in it. */
  readonly describedBy: string;
  readonly language: EditorLanguage;
  readonly text: string;
  readonly context: ServiceContext;
  /** Null for a text that is one program, or that nothing is known of. */
  readonly reader: TextReader | null;
  readonly readOnly: boolean;
  readonly onChange: (text: string) => void;
}

/** A full editor on the page. */
export interface TextEditor {
  /** Nothing happens where the editor has that text. */
  setText(text: string): void;
  setContext(context: ServiceContext): void;
  setReader(reader: TextReader | null): void;
  setMarks(marks: readonly Mark[]): void;
  /** Selects that part, in sight, with the focus. */
  goTo(span: Span): void;
  dispose(): void;
}
