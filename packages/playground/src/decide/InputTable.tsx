import type { Binding, CompiledProgram } from '@lamia/lang';
import type { ReactNode } from 'react';
import { EmptyState } from '../design/EmptyState.js';
import { Table } from '../design/Table.js';
import { NO_VERSION } from './decide-state.js';
import { inputRows, type Input } from './inputs.js';
import styles from './ValuesTable.module.css';

interface InputTableProps {
  readonly program: CompiledProgram;
  readonly binding: Binding;
  /** What stands in the place of an input. */
  readonly children: (input: Input) => ReactNode;
}

/** A row for each metric that a program reads, a column for each version. */
export function InputTable({ program, binding, children }: InputTableProps) {
  const rows = inputRows(program, binding);
  const read = new Set(rows.flatMap(({ versions }) => [...versions]));
  const columns = [...binding.versions.filter((version) => read.has(version)), ...others(read, binding)];
  if (rows.length === 0)
    return <EmptyState title="no values needed">the expression reads no metric</EmptyState>;
  return (
    <Table
      label="values by metric and version"
      columns={['metric', ...columns.map((version) => (version === NO_VERSION ? 'of no version' : version))]}
      look="reads"
    >
      {rows.map(({ metric, versions }) => (
        <tr key={metric}>
          <th scope="row" className={styles['metric']}>
            {metric}
          </th>
          {columns.map((version) => (
            <td key={version}>
              {versions.has(version) ? (
                children({ version, metric })
              ) : (
                <span className={styles['unread']}>not read</span>
              )}
            </td>
          ))}
        </tr>
      ))}
    </Table>
  );
}

/** Labels that the program reads and the release does not have, and reads of no version. */
function others(read: ReadonlySet<string>, { versions }: Binding): readonly string[] {
  return [...read].filter((version) => !versions.includes(version));
}
