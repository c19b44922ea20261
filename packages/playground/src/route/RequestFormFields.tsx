import { Button } from '../design/Button.js';
import { Field } from '../design/Field.js';
import type { RequestForm } from './requests/form.js';
import styles from './RouteView.module.css';

interface RequestFormFieldsProps {
  readonly form: RequestForm;
  readonly onChange: (form: RequestForm) => void;
}

const TEXTS = ['method', 'host', 'path', 'query'] as const;

/** A request field by field; cookies are the header `Cookie`. */
export function RequestFormFields({ form, onChange }: RequestFormFieldsProps) {
  const setHeader = (place: number, header: readonly [string, string] | null): void =>
    onChange({
      ...form,
      headers: form.headers.flatMap((each, index) =>
        index !== place ? [each] : header === null ? [] : [header],
      ),
    });
  return (
    <div className={styles['form']}>
      <div className={styles['pair']}>
        {TEXTS.map((name) => (
          <Field key={name} label={name}>
            {(attributes) => (
              <input
                {...attributes}
                value={form[name]}
                spellCheck={false}
                onChange={(event) => onChange({ ...form, [name]: event.target.value })}
              />
            )}
          </Field>
        ))}
        <Field label="scheme">
          {(attributes) => (
            <select
              {...attributes}
              value={form.scheme}
              onChange={(event) => onChange({ ...form, scheme: event.target.value })}
            >
              <option>http</option>
              <option>https</option>
            </select>
          )}
        </Field>
      </div>
      {form.headers.map(([name, value], place) => (
        <div key={place} className={styles['headerRow']}>
          <input
            aria-label={`name of header ${place + 1}`}
            value={name}
            spellCheck={false}
            onChange={(event) => setHeader(place, [event.target.value, value])}
          />
          <input
            aria-label={`value of header ${place + 1}`}
            value={value}
            spellCheck={false}
            onChange={(event) => setHeader(place, [name, event.target.value])}
          />
          <Button look="plain" label={`remove header ${place + 1}`} onClick={() => setHeader(place, null)}>
            ✕
          </Button>
        </div>
      ))}
      <div>
        <Button onClick={() => onChange({ ...form, headers: [...form.headers, ['', '']] })}>
          Add a header
        </Button>
      </div>
    </div>
  );
}
