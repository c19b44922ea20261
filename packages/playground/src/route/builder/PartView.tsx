import { Button } from '../../design/Button.js';
import styles from './Builder.module.css';
import { extended, grouped, moved, replaced } from './edit-outline.js';
import { NEW_TEST, type GroupPart, type Part } from './parts.js';
import { TestRow } from './TestRow.js';

export interface PartViewProps {
  readonly part: Part;
  /** What a reference can name. */
  readonly names: readonly string[];
  /** Where it stands, for screen readers: `condition 1.2`. */
  readonly label: string;
  /** Null takes the part away. */
  readonly onChange: (part: Part | null) => void;
  readonly removable?: boolean;
}

/** One part with what can be done to it, whatever it is. */
export function PartView({ part, names, label, onChange, removable = true }: PartViewProps) {
  return (
    <div className={part.kind === 'group' ? styles['group'] : styles['row']} role="group" aria-label={label}>
      <label className={styles['not']}>
        <input
          type="checkbox"
          checked={part.negated}
          onChange={(event) => onChange({ ...part, negated: event.target.checked })}
        />
        not<span className="visually-hidden"> {label}</span>
      </label>
      <Inside {...{ part, names, label, onChange }} />
      <div className={styles['actions']}>
        {part.kind !== 'group' && (
          <>
            <Button
              look="plain"
              label={`+ and: put ${label} in a group of which all must hold`}
              onClick={() => onChange(grouped(part, 'all'))}
            >
              + and
            </Button>
            <Button
              look="plain"
              label={`+ or: put ${label} in a group of which one must hold`}
              onClick={() => onChange(grouped(part, 'any'))}
            >
              + or
            </Button>
          </>
        )}
        {removable && (
          <Button look="plain" label={`remove ${label}`} onClick={() => onChange(null)}>
            ✕
          </Button>
        )}
      </div>
    </div>
  );
}

function Inside({ part, names, label, onChange }: PartViewProps) {
  switch (part.kind) {
    case 'test':
      return <TestRow test={part} label={label} onChange={onChange} />;
    case 'group':
      return <GroupInside {...{ group: part, names, label, onChange }} />;
    case 'reference':
      return (
        <select
          aria-label={`what ${label} names`}
          value={part.name}
          onChange={(event) => onChange({ ...part, name: event.target.value })}
        >
          {[...new Set([part.name, ...names])].map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      );
    case 'text':
      return (
        <code className={styles['text']} title="this has no form of its own; change it in the text">
          {part.text}
        </code>
      );
  }
}

interface GroupInsideProps extends Omit<PartViewProps, 'part'> {
  readonly group: GroupPart;
}

function GroupInside({ group, names, label, onChange }: GroupInsideProps) {
  return (
    <div className={styles['inside']}>
      <label className={styles['join']}>
        <span className="visually-hidden">how many parts of {label} must hold</span>
        <select
          value={group.join}
          onChange={(event) => onChange({ ...group, join: event.target.value === 'any' ? 'any' : 'all' })}
        >
          <option value="all">all of</option>
          <option value="any">any of</option>
        </select>
      </label>
      <ul className={styles['parts']}>
        {group.parts.map((part, place) => {
          const own = `${label} ${place + 1}`;
          return (
            <li key={place}>
              <PartView
                part={part}
                names={names}
                label={own}
                onChange={(next) => onChange(replaced(group, [place], next))}
              />
              {place > 0 && (
                <Button
                  look="plain"
                  label={`move ${own} up`}
                  onClick={() => onChange(moved(group, place, -1))}
                >
                  ↑
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      <div className={styles['actions']}>
        <Button label={`add a test to ${label}`} onClick={() => onChange(extended(group, NEW_TEST))}>
          Add a test
        </Button>
        <Button
          label={`add a group to ${label}`}
          onClick={() => onChange(extended(group, grouped(NEW_TEST, group.join === 'all' ? 'any' : 'all')))}
        >
          Add a group
        </Button>
      </div>
    </div>
  );
}
