import type { Fix, ServiceContext, Span } from '@lamia/lang';
import { languageService } from '@lamia/lang';
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { analysed } from './analysed.js';
import { applied } from './applied.js';
import styles from './Editor.module.css';
import { Problems } from './Problems.js';
import type { EditorLanguage, Mark, TextEditor, TextReader } from './text-editor.js';
import { useFullEditor } from './use-full-editor.js';

interface EditorProps {
  /** What the text is, for screen readers. */
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly language?: EditorLanguage;
  /** Keep the same object for as long as nothing in it changes. */
  readonly context?: ServiceContext;
  /** Of YAML that holds programs: what is wrong with it and where they are. Keep the same function too. */
  readonly reader?: TextReader | null;
  readonly marks?: readonly Mark[];
  /** How many lines are in sight. */
  readonly lines?: number;
  readonly readOnly?: boolean;
}

const NOTHING: ServiceContext = {};
const NO_MARKS: readonly Mark[] = [];
const LINE = 20;
const MARGIN = 16;

/**
 * A text of the language with what is wrong with it below. A plain text area is there at once and can be typed into; the full editor
 * takes its place when it has come, with text and cursor as they are, where the screen suits it.
 */
export function Editor({
  label,
  value,
  onChange,
  language = 'lamia',
  context = NOTHING,
  reader = null,
  marks = NO_MARKS,
  lines = 12,
  readOnly = false,
}: EditorProps) {
  const isFull = useFullEditor();
  const hint = useId();
  const host = useRef<HTMLDivElement>(null);
  const plain = useRef<HTMLTextAreaElement>(null);
  const [full, setFull] = useState<TextEditor | null>(null);
  // The full editor lives longer than one drawing: it calls what is current.
  const current = useRef({ value, onChange, context, reader });
  useEffect(() => {
    current.current = { value, onChange, context, reader };
  });

  useEffect(() => {
    if (!isFull) return;
    const leaving = new AbortController();
    let editor: TextEditor | null = null;
    void import('./monaco/monaco-editor.js').then(({ createMonacoEditor }) => {
      if (leaving.signal.aborted || host.current === null) return;
      const hadFocus = document.activeElement === plain.current;
      const cursor = plain.current?.selectionEnd ?? 0;
      editor = createMonacoEditor(host.current, {
        label,
        describedBy: hint,
        language,
        readOnly,
        text: current.current.value,
        context: current.current.context,
        reader: current.current.reader,
        onChange: (text) => current.current.onChange(text),
      });
      if (hadFocus) editor.goTo({ start: cursor, end: cursor });
      setFull(editor);
    });
    return () => {
      leaving.abort();
      editor?.dispose();
      setFull(null);
    };
  }, [isFull, label, hint, language, readOnly]);

  // Before anything more can be typed, which would else be taken for what is to be undone.
  useLayoutEffect(() => {
    full?.setText(value);
  }, [full, value]);
  useEffect(() => {
    full?.setContext(context);
  }, [full, context]);
  useEffect(() => {
    full?.setReader(reader);
  }, [full, reader]);
  useEffect(() => {
    full?.setMarks(marks);
  }, [full, marks]);

  const goTo = ({ start, end }: Span): void => {
    if (full !== null) {
      full.goTo({ start, end });
      return;
    }
    plain.current?.focus();
    plain.current?.setSelectionRange(start, end);
  };
  const mend = (fix: Fix): void => onChange(applied(value, fix.edits));

  // Of YAML that nobody reads here nothing is known.
  const showsProblems = language === 'lamia' || reader !== null;
  const problems = showsProblems
    ? (reader?.(value).findings ?? languageService.diagnosticsOf(analysed(value, context)))
    : [];

  return (
    <div className={styles['editor']}>
      <div className={styles['place']} style={{ height: lines * LINE + MARGIN }}>
        {full === null && (
          <textarea
            ref={plain}
            className={styles['plain']}
            aria-label={label}
            value={value}
            readOnly={readOnly}
            spellCheck={false}
            autoCapitalize="off"
            autoComplete="off"
            onChange={(event) => onChange(event.target.value)}
          />
        )}
        {/* The second name gives Monaco's menus, which open beside its editor, the colours of its theme. */}
        <div
          ref={host}
          className={`${styles['full'] ?? ''} monaco-component ${full === null ? (styles['hidden'] ?? '') : ''}`}
        />
      </div>
      <div className={styles['below']}>
        {showsProblems && <Problems text={value} diagnostics={problems} onGoTo={goTo} onFix={mend} />}
        {full !== null && (
          <p id={hint} className={problems.length === 0 ? styles['hint'] : 'visually-hidden'}>
            Tab goes on in the page; Ctrl+M makes it indent, and back
          </p>
        )}
      </div>
    </div>
  );
}
