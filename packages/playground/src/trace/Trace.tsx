import { reasonText, type ExpressionJson, type Span, type StatementJson, type TraceJson } from '@lamia/lang';
import styles from './Trace.module.css';
import { valueText } from './value-text.js';

interface TraceProps {
  readonly trace: TraceJson;
}

type Branch = Extract<StatementJson, { kind: 'if' }>['branches'][number];

/** A program with the value, unit and reason of every part, and the conditions that the outcome rests on marked. */
export function Trace({ trace }: TraceProps) {
  const grounds = new Set(trace.because.map(spanKey));
  return (
    <ul className={styles['trace']} aria-label="the expression with its values">
      {trace.statements.map((statement) => (
        <Statement key={statement.start} statement={statement} grounds={grounds} />
      ))}
      {trace.value !== null && <Expression expression={trace.value} before="" grounds={grounds} />}
    </ul>
  );
}

interface Grounds {
  readonly grounds: ReadonlySet<string>;
}

function Statement({ statement, grounds }: { readonly statement: StatementJson } & Grounds) {
  switch (statement.kind) {
    case 'let':
      return <Expression expression={statement.value} before={`let ${statement.name} =`} grounds={grounds} />;
    case 'assign':
      return <Expression expression={statement.value} before="result =" grounds={grounds} />;
    case 'if': {
      const { branches, otherwise } = statement;
      return (
        <>
          {branches.map((branch, index) => (
            <BranchOf
              key={branch.start}
              branch={branch}
              word={index === 0 ? 'if' : 'else if'}
              grounds={grounds}
            />
          ))}
          {otherwise !== null && (
            <li className={styles['node']}>
              <Head word="else" state={otherwise.state} />
              {otherwise.state === 'taken' && (
                <ul>
                  {otherwise.statements.map((each) => (
                    <Statement key={each.start} statement={each} grounds={grounds} />
                  ))}
                </ul>
              )}
            </li>
          )}
        </>
      );
    }
  }
}

const STATES = {
  taken: 'taken',
  passed: 'not taken',
  undecided: 'unknown, which ends the program',
  'not-reached': 'not reached',
} as const satisfies Record<Branch['state'], string>;

function Head({ word, state }: { readonly word: string; readonly state: Branch['state'] }) {
  return (
    <div className={`${styles['row'] ?? ''} ${state === 'not-reached' ? (styles['idle'] ?? '') : ''}`}>
      <span>{word}</span>
      <span className={styles['aside']}>{STATES[state]}</span>
    </div>
  );
}

function BranchOf({ branch, word, grounds }: { readonly branch: Branch; readonly word: string } & Grounds) {
  return (
    <li className={styles['node']}>
      <Head word={word} state={branch.state} />
      {branch.state !== 'not-reached' && (
        <ul>
          <Expression expression={branch.condition} before="" grounds={grounds} />
          {branch.state === 'taken' &&
            branch.statements.map((each) => (
              <Statement key={each.start} statement={each} grounds={grounds} />
            ))}
        </ul>
      )}
    </li>
  );
}

function Expression({
  expression,
  before,
  grounds,
}: { readonly expression: ExpressionJson; readonly before: string } & Grounds) {
  const value = valueText(expression);
  // A number that was written down says its value itself.
  const parts = expression.children.filter(
    (child) => child.children.length > 0 || child.text !== valueText(child),
  );
  const isDeciding = grounds.has(spanKey(expression));
  return (
    <li className={`${styles['node'] ?? ''} ${isDeciding ? (styles['deciding'] ?? '') : ''}`}>
      <div className={styles['row']}>
        <span className={styles['text']}>
          {before === '' ? '' : `${before} `}
          {expression.text}
        </span>
        {expression.text !== value && (
          <span className={`${styles['value'] ?? ''} ${toneOf(expression)}`}>{value}</span>
        )}
        {isDeciding && <span className={styles['aside']}>decides</span>}
        {expression.flips !== undefined && <span className={styles['aside']}>flips {expression.flips}</span>}
        {(expression.unknown ?? []).map(({ reason, ...rest }) => (
          <span key={`${rest.start} ${reason}`} className={styles['aside']}>
            {reasonText({ ...rest, cause: reason })}
          </span>
        ))}
      </div>
      {parts.length > 0 && (
        <ul>
          {parts.map((part) => (
            <Expression key={`${part.start} ${part.end}`} expression={part} before="" grounds={grounds} />
          ))}
        </ul>
      )}
    </li>
  );
}

function toneOf({ type, value }: ExpressionJson): string {
  if (type === 'unknown') return styles['unknown'] ?? '';
  if (type === 'boolean') return styles[value === true ? 'true' : 'false'] ?? '';
  return '';
}

function spanKey({ start, end }: Span): string {
  return `${start} ${end}`;
}
