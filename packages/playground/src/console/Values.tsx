import type { Schemas } from '../../../runtime/src/client/api-types.js';
import { numberText } from './chart.js';
import styles from './console.module.css';
import { Time } from './Time.js';

type Value = Pick<Schemas['SeenValue'], 'read' | 'value' | 'unknown'> & { readonly at?: string };

/** What was read: a value, or why there is none. */
export function Values({ values }: { readonly values: readonly Value[] }) {
  if (values.length === 0) return <p className={styles['faint']}>no policy has read anything yet</p>;
  return (
    <div className={styles['wide']} tabIndex={0} role="region" aria-label="values that were read">
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">read</th>
            <th scope="col">value</th>
            {values.some(({ at }) => at !== undefined) && <th scope="col">at</th>}
          </tr>
        </thead>
        <tbody>
          {values.map(({ read, value, unknown, at }, place) => (
            <tr key={`${place} ${read}`}>
              <th scope="row">
                <code>{read}</code>
              </th>
              <td className={value === null ? styles['faint'] : undefined}>
                {value === null ? (unknown ?? 'unknown') : numberText(value)}
              </td>
              {at !== undefined && (
                <td>
                  <Time at={at} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
