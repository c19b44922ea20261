import type { Schemas } from '../../../runtime/src/client/api-types.js';
import { Table } from '../design/Table.js';
import { numberText } from './chart.js';
import styles from './console.module.css';
import { Time } from './Time.js';

type Value = Pick<Schemas['SeenValue'], 'read' | 'value' | 'unknown'> & { readonly at?: string };

/** What was read: a value, or why there is none. */
export function Values({ values }: { readonly values: readonly Value[] }) {
  if (values.length === 0) return <p className={styles['faint']}>no policy has read anything yet</p>;
  const isDated = values.some(({ at }) => at !== undefined);
  return (
    <Table label="values that were read" columns={['read', 'value', ...(isDated ? ['at'] : [])]} look="reads">
      {values.map(({ read, value, unknown, at }, place) => (
        <tr key={`${place} ${read}`}>
          <th scope="row">{read}</th>
          <td className={value === null ? styles['faint'] : undefined}>
            {value === null ? (unknown ?? 'unknown') : numberText(value)}
          </td>
          {at !== undefined && (
            <td className={styles['time']}>
              <Time at={at} />
            </td>
          )}
        </tr>
      ))}
    </Table>
  );
}
