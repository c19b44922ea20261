import { useState } from 'react';
import { Field } from '../../design/Field.js';

interface NamesFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly names: readonly string[];
  readonly onChange: (names: readonly string[]) => void;
}

/** A list of names as one line. */
export function NamesField({ label, hint, names, onChange }: NamesFieldProps) {
  const [draft, setDraft] = useState(names.join(', '));
  // What is typed stays as it is typed, until the names become others by another way.
  const isDraft = namesIn(draft).join(' ').toLowerCase() === names.join(' ').toLowerCase();
  return (
    <Field label={label} hint={hint}>
      {(attributes) => (
        <input
          {...attributes}
          value={isDraft || draft === '' ? draft : names.join(', ')}
          spellCheck={false}
          onChange={(event) => {
            setDraft(event.target.value);
            onChange(namesIn(event.target.value));
          }}
        />
      )}
    </Field>
  );
}

function namesIn(text: string): readonly string[] {
  const names = text.split(/[,\s]+/).filter((name) => name !== '');
  return [...new Set(names)].slice(0, 16);
}
