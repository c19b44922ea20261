import styles from './Builder.module.css';
import { isNamed, operatorsOf, withField, withOperator } from './edit-outline.js';
import type { TestPart } from './parts.js';

interface TestRowProps {
  readonly test: TestPart;
  readonly label: string;
  readonly onChange: (test: TestPart) => void;
}

const FIELDS = ['header', 'cookie', 'query', 'host', 'path', 'method', 'scheme'] as const;

/** One test: what it looks at, how, and what it compares it with. */
export function TestRow({ test, label, onChange }: TestRowProps) {
  const { field, name, operator, values } = test;
  // A text may have an operator that the field is not offered.
  const operators = [...new Set([...operatorsOf(field), operator])];
  return (
    <div className={styles['test']}>
      <select
        aria-label={`field of ${label}`}
        value={field}
        onChange={(event) => {
          const chosen = FIELDS.find((each) => each === event.target.value);
          if (chosen !== undefined) onChange(withField(test, chosen));
        }}
      >
        {FIELDS.map((each) => (
          <option key={each}>{each}</option>
        ))}
      </select>
      {isNamed(field) && (
        <input
          aria-label={`name in ${label}`}
          value={name ?? ''}
          spellCheck={false}
          onChange={(event) => onChange({ ...test, name: event.target.value })}
        />
      )}
      <select
        aria-label={`operator of ${label}`}
        value={operator}
        onChange={(event) => {
          const chosen = operators.find((each) => each === event.target.value);
          if (chosen !== undefined) onChange(withOperator(test, chosen));
        }}
      >
        {operators.map((each) => (
          <option key={each}>{each}</option>
        ))}
      </select>
      {operator === 'in' ? (
        <textarea
          aria-label={`texts of ${label}, one a line`}
          rows={Math.max(2, values.length)}
          spellCheck={false}
          value={values.join('\n')}
          onChange={(event) => onChange({ ...test, values: event.target.value.split('\n') })}
        />
      ) : (
        operator !== 'present' && (
          <input
            aria-label={`text of ${label}`}
            value={values[0] ?? ''}
            spellCheck={false}
            onChange={(event) => onChange({ ...test, values: [event.target.value] })}
          />
        )
      )}
      {operator !== 'present' && (
        <label className={styles['not']}>
          <input
            type="checkbox"
            checked={test.ignoreCase}
            onChange={(event) => onChange({ ...test, ignoreCase: event.target.checked })}
          />
          ignoring case<span className="visually-hidden"> in {label}</span>
        </label>
      )}
    </div>
  );
}
