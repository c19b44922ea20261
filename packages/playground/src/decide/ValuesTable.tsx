import type { Binding, CompiledProgram } from '@lamia/lang';
import { memo, useId } from 'react';
import { EmptyState } from '../design/EmptyState.js';
import type { SectionState } from '../state/use-kept-state.js';
import { readCell, SPECIAL_VALUES } from './cell.js';
import { NO_VERSION, type DecideState } from './decide-state.js';
import { inputRows, typedValue, withValue, type Input } from './inputs.js';
import styles from './ValuesTable.module.css';

interface ValuesTableProps {
  readonly program: CompiledProgram;
  readonly binding: Binding;
  readonly values: DecideState['values'];
  readonly change: SectionState<DecideState>['change'];
}

/** What a metric source would answer: a row for each metric that the program reads, a column for each version. */
export const ValuesTable = memo(function ValuesTable({ program, binding, values, change }: ValuesTableProps) {
  const offered = useId();
  const rows = inputRows(program, binding);
  const read = new Set(rows.flatMap(({ versions }) => [...versions]));
  const columns = [...binding.versions.filter((version) => read.has(version)), ...others(read, binding)];
  if (rows.length === 0)
    return <EmptyState title="no values needed">the expression reads no metric</EmptyState>;
  const set = (input: Input, typed: string): void =>
    change(`the value of ${nameOf(input)}`, (before) => ({
      ...before,
      values: withValue(before.values, input, typed),
    }));
  return (
    <div className={styles['scroll']} tabIndex={0} role="group" aria-label="values by metric and version">
      <datalist id={offered}>
        {SPECIAL_VALUES.map((value) => (
          <option key={value} value={value} />
        ))}
      </datalist>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">metric</th>
            {columns.map((version) => (
              <th key={version} scope="col">
                {version === NO_VERSION ? 'of no version' : version}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ metric, versions }) => (
            <tr key={metric}>
              <th scope="row" className={styles['metric']}>
                {metric}
              </th>
              {columns.map((version) => (
                <td key={version}>
                  {versions.has(version) ? (
                    <ValueCell input={{ version, metric }} {...{ values, offered, set }} />
                  ) : (
                    <span className={styles['unread']}>not read</span>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
});

interface ValueCellProps {
  readonly input: Input;
  readonly values: DecideState['values'];
  /** The list of values that are no numbers. */
  readonly offered: string;
  readonly set: (input: Input, typed: string) => void;
}

function ValueCell({ input, values, offered, set }: ValueCellProps) {
  const typed = typedValue(values, input);
  const cell = readCell(typed);
  const id = useId();
  return (
    <div className={styles['cell']}>
      <input
        className={styles['input']}
        aria-label={nameOf(input)}
        list={offered}
        value={typed}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => set(input, event.target.value)}
        {...(cell.ok ? {} : { 'aria-invalid': true, 'aria-describedby': id })}
      />
      {!cell.ok && (
        <span id={id} className={styles['problem']}>
          {cell.problem}
        </span>
      )}
    </div>
  );
}

/** Labels that the program reads and the release does not have, and reads of no version. */
function others(read: ReadonlySet<string>, { versions }: Binding): readonly string[] {
  return [...read].filter((version) => !versions.includes(version));
}

function nameOf({ version, metric }: Input): string {
  return version === NO_VERSION ? metric : `${metric} of ${version}`;
}
