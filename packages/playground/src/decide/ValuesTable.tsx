import type { Binding, CompiledProgram } from '@lamia/lang';
import { memo, useId } from 'react';
import type { SectionState } from '../state/use-kept-state.js';
import { readCell, SPECIAL_VALUES } from './cell.js';
import type { DecideState } from './decide-state.js';
import { InputTable } from './InputTable.js';
import { nameOf, typedValue, withValue, type Input } from './inputs.js';
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
  const set = (input: Input, typed: string): void =>
    change(`the value of ${nameOf(input)}`, (before) => ({
      ...before,
      values: withValue(before.values, input, typed),
    }));
  return (
    <>
      <datalist id={offered}>
        {SPECIAL_VALUES.map((value) => (
          <option key={value} value={value} />
        ))}
      </datalist>
      <InputTable program={program} binding={binding}>
        {(input) => <ValueCell input={input} {...{ values, offered, set }} />}
      </InputTable>
    </>
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
