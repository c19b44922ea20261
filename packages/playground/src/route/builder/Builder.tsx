import { useMemo } from 'react';
import { Button } from '../../design/Button.js';
import { EmptyState } from '../../design/EmptyState.js';
import { PartView } from './PartView.js';
import { NEW_TEST, NO_REMARKS, type Outline, type Part } from './parts.js';
import { printOutline } from './print-outline.js';
import { readOutline } from './read-outline.js';
import styles from './Builder.module.css';

interface BuilderProps {
  /** Whose condition it is, for screen readers. */
  readonly of: string;
  readonly text: string;
  readonly onChange: (text: string) => void;
}

/** A condition as nested groups; the text says the same at any time, and comes from the groups with each change. */
export function Builder({ of, text, onChange }: BuilderProps) {
  const read = useMemo(() => readOutline(text), [text]);
  if (!read.ok) {
    return (
      <EmptyState
        title="no groups"
        actions={<Button onClick={() => onChange(printOutline(whole(NEW_TEST)))}>Begin with a test</Button>}
      >
        {read.message}
      </EmptyState>
    );
  }
  const { outline } = read;
  const names = outline.definitions.map(({ name }) => name);
  const set = (next: Outline): void => onChange(printOutline(next));
  return (
    <div className={styles['builder']} role="group" aria-label={`builder of ${of}`}>
      {outline.definitions.map((definition, place) => (
        <div key={place} className={styles['definition']}>
          <code>let {definition.name} =</code>
          <PartView
            part={definition.part}
            names={names.slice(0, place)}
            label={definition.name}
            onChange={(part) =>
              part !== null &&
              set({
                ...outline,
                definitions: outline.definitions.map((each, index) =>
                  index === place ? { ...each, part } : each,
                ),
              })
            }
            removable={false}
          />
        </div>
      ))}
      <PartView
        part={outline.part}
        names={names}
        label="condition"
        onChange={(part) => part !== null && set({ ...outline, part })}
        removable={false}
      />
    </div>
  );
}

function whole(part: Part): Outline {
  return { definitions: [], part, remarks: NO_REMARKS, end: [] };
}
