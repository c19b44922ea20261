import { useState, type DragEvent } from 'react';
import { Field } from '../design/Field.js';
import styles from './OpenField.module.css';

interface OpenFieldProps {
  readonly onOpen: (name: string, text: string) => void;
}

/** More than a recording of hundreds of reads has, and longer than a state file lets a log become. */
const LARGEST = 64 * 1024 * 1024;

/** Opens a recording to play releases on, or a decision log as a release to go through; it stays in the browser. */
export function OpenField({ onOpen }: OpenFieldProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const [isOver, setOver] = useState(false);

  const take = (file: File): void => {
    if (file.size > LARGEST) {
      setProblem('this file is larger than 64 MiB; take one gateway with `--gateway NAME`, or less time');
      return;
    }
    setProblem(null);
    file.text().then(
      (text) => onOpen(file.name, text),
      () => setProblem('the file could not be read; choose it again'),
    );
  };

  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file === undefined) setProblem('that was no file; drop one, or choose it');
    else take(file);
  };

  return (
    <div
      className={`${styles['place'] ?? ''} ${isOver ? (styles['over'] ?? '') : ''}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Field
        label="recording, or decision log of a release that was"
        hint="what `lamia record` or `lamia log` writes, chosen or dropped here; it is not sent anywhere"
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
    </div>
  );
}
