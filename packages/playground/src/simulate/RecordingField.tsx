import { useState } from 'react';
import { Field } from '../design/Field.js';

interface RecordingFieldProps {
  readonly onOpen: (name: string, text: string) => void;
}

/** Longer than a state file lets a log become. */
const LARGEST = 64 * 1024 * 1024;

/** Opens a decision log as a release to go through; it stays in the browser. */
export function RecordingField({ onOpen }: RecordingFieldProps) {
  const [problem, setProblem] = useState<string | null>(null);

  const take = (file: File): void => {
    if (file.size > LARGEST) {
      setProblem('this file is larger than 64 MiB; take the log of one gateway, `lamia log --gateway NAME`');
      return;
    }
    setProblem(null);
    file.text().then(
      (text) => onOpen(file.name, text),
      () => setProblem('the file could not be read; choose it again'),
    );
  };

  return (
    <Field
      label="decision log of a release that was"
      hint="what `lamia log STATE-FILE` prints; it is not sent anywhere"
      problem={problem}
    >
      {(attributes) => (
        <input
          {...attributes}
          type="file"
          accept=".jsonl,.json,.txt"
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            if (file !== undefined) take(file);
            // The same file may be chosen again.
            event.target.value = '';
          }}
        />
      )}
    </Field>
  );
}
