import { locate, type Fix, type Severity, type Span } from '@lamia/lang';
import styles from './Problems.module.css';
import type { TextFinding } from './text-editor.js';

interface ProblemsProps {
  readonly text: string;
  readonly diagnostics: readonly TextFinding[];
  readonly onGoTo: (span: Span) => void;
  readonly onFix: (fix: Fix) => void;
}

/** More would push the rest of the page away; who mends these sees the next. */
const MOST_SHOWN = 5;

const ORDER: readonly Severity[] = ['error', 'warning', 'info'];

/** What is wrong with a text, each with its place and its ways out: the same for those who see squiggles and those who do not. */
export function Problems({ text, diagnostics, onGoTo, onFix }: ProblemsProps) {
  const gravest = ORDER.flatMap((severity) => diagnostics.filter((each) => each.severity === severity));
  const shown = gravest.slice(0, MOST_SHOWN);
  const rest = gravest.length - shown.length;
  return (
    <ul className={styles['problems']} aria-label="problems" aria-live="polite">
      {shown.length === 0 && <li className={styles['none']}>no problems</li>}
      {shown.map((diagnostic) => (
        <Problem
          key={`${diagnostic.code} ${diagnostic.start} ${diagnostic.message}`}
          {...{ text, diagnostic, onGoTo, onFix }}
        />
      ))}
      {rest > 0 && <li className={styles['none']}>and {rest} more</li>}
    </ul>
  );
}

function Problem({
  text,
  diagnostic,
  onGoTo,
  onFix,
}: Omit<ProblemsProps, 'diagnostics'> & { readonly diagnostic: TextFinding }) {
  const { line, column } = locate(text, diagnostic.start);
  return (
    <li className={styles['problem']}>
      <button type="button" className={styles['place']} onClick={() => onGoTo(diagnostic)} title="go there">
        {line}:{column}
      </button>
      <span className={styles[diagnostic.severity]}>{diagnostic.severity}</span>
      <span className={styles['message']}>{diagnostic.message}</span>
      {(diagnostic.fixes ?? []).map((fix) => (
        <button key={fix.title} type="button" className={styles['fix']} onClick={() => onFix(fix)}>
          {fix.title}
        </button>
      ))}
    </li>
  );
}
