import { useState } from 'react';
import { Field } from '../../design/Field.js';

interface NamesFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly names: readonly string[];
  /** What is said where there is none, which is not taken then; null where there may be none. */
  readonly needed: string | null;
  readonly onChange: (names: readonly string[]) => void;
}

/** A list of names as one line. */
export function NamesField({ label, hint, names, needed, onChange }: NamesFieldProps) {
  const known = names.join(', ');
  const [draft, setDraft] = useState({ text: known, over: known });
  const typed = namesIn(draft.text);
  // What is typed stays as it is typed, until the names become others by another way.
  const isTaken = typed.join(' ').toLowerCase() === names.join(' ').toLowerCase();
  const isRefused = needed !== null && typed.length === 0 && draft.over === known;
  return (
    <Field label={label} hint={hint} problem={isRefused ? needed : null}>
      {(attributes) => (
        <input
          {...attributes}
          value={isTaken || isRefused ? draft.text : known}
          spellCheck={false}
          onChange={(event) => {
            const next = namesIn(event.target.value);
            setDraft({ text: event.target.value, over: known });
            if (needed === null || next.length > 0) onChange(next);
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
