import { numberText, type Binding, type CompiledProgram } from '@lamia/lang';
import { InputTable } from '../InputTable.js';
import { NO_VERSION } from '../decide-state.js';
import { liveValue, whyText, type LiveAnswer, type LiveValue } from './live-answer.js';
import styles from './Live.module.css';

interface LiveTableProps {
  readonly program: CompiledProgram;
  readonly binding: Binding;
  readonly answer: LiveAnswer;
}

/** What the gateway's source says of everything that the program reads, and how it is asked. */
export function LiveTable({ program, binding, answer }: LiveTableProps) {
  return (
    <>
      <InputTable program={program} binding={binding}>
        {(input) => <LiveCell value={liveValue(answer, input)} />}
      </InputTable>
      {answer.values.some(({ queries }) => queries.length > 0) && (
        <details className={styles['queries']}>
          <summary>
            {answer.source === 'prometheus'
              ? 'how Prometheus is asked'
              : 'how a Prometheus would be asked; this gateway’s runtime scrapes by itself'}
          </summary>
          <dl>
            {answer.values.map(({ read, version, queries }) => (
              <div key={`${version ?? NO_VERSION} ${read}`}>
                <dt>
                  {read}
                  {version === null ? '' : ` of ${version}`}
                </dt>
                {queries.map((query) => (
                  <dd key={query}>
                    <code>{query}</code>
                  </dd>
                ))}
              </div>
            ))}
          </dl>
        </details>
      )}
    </>
  );
}

function LiveCell({ value }: { readonly value: LiveValue | undefined }) {
  if (value === undefined || value.value === null) {
    const detail = value?.unknown?.detail ?? null;
    return (
      <span className={styles['unknown']}>
        {whyText(value)}
        {detail !== null && <small>{detail}</small>}
      </span>
    );
  }
  return (
    <span className={styles['known']}>
      {numberText(value.value, value.unit ?? undefined)}
      {value.assumed && <small>assumed: nothing was found</small>}
    </span>
  );
}
