import type { ProgramKind } from '@lamia/lang';
import { useState } from 'react';
import { catalogueName, CATALOGUES } from '../catalogue/names.js';
import { Field } from '../design/Field.js';
import type { SectionState } from '../state/use-kept-state.js';
import type { DecideState } from './decide-state.js';
import styles from './ReleaseFields.module.css';

interface ReleaseFieldsProps {
  readonly state: DecideState;
  readonly kind: ProgramKind;
  readonly change: SectionState<DecideState>['change'];
}

/** Which versions there are, and who stands for the old and the new one. */
export function ReleaseFields({ state, kind, change }: ReleaseFieldsProps) {
  const set = (what: string, part: Partial<DecideState>): void =>
    change(what, (before) => ({ ...before, ...part }));
  return (
    <div className={styles['fields']}>
      <VersionsField versions={state.versions} onChange={(versions) => set('the versions', { versions })} />
      <RoleField
        label="baseline"
        hint="what serves today"
        value={state.baseline}
        versions={state.versions}
        onChange={(baseline) => set('the baseline', { baseline })}
      />
      <RoleField
        label="candidate"
        hint="what may take over"
        value={state.candidate}
        versions={state.versions}
        onChange={(candidate) => set('the candidate', { candidate })}
      />
      <Field label="catalogue" hint="what metrics are called, and their units">
        {(attributes) => (
          <select
            {...attributes}
            value={catalogueName(state.catalogue) ?? ''}
            onChange={(event) => set('the catalogue', { catalogue: event.target.value })}
          >
            <option value="">any name goes</option>
            {CATALOGUES.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        )}
      </Field>
      {kind === 'score' && <GoalField goal={state.goal} change={change} />}
    </div>
  );
}

interface GoalFieldProps {
  readonly goal: DecideState['goal'];
  readonly change: SectionState<DecideState>['change'];
}

/** Which of two scores wins. */
export function GoalField({ goal, change }: GoalFieldProps) {
  return (
    <Field label="better is" hint="which score wins">
      {(attributes) => (
        <select
          {...attributes}
          value={goal}
          onChange={(event) =>
            change('which score is better', (before) => ({
              ...before,
              goal: event.target.value === 'lowest' ? 'lowest' : 'highest',
            }))
          }
        >
          <option value="highest">the highest score</option>
          <option value="lowest">the lowest score</option>
        </select>
      )}
    </Field>
  );
}

interface VersionsFieldProps {
  readonly versions: readonly string[];
  readonly onChange: (versions: readonly string[]) => void;
}

function VersionsField({ versions, onChange }: VersionsFieldProps) {
  const [draft, setDraft] = useState(versions.join(', '));
  // What is typed stays as it is typed, until the versions become others by another way.
  const shown = sameTexts(versionsIn(draft), versions) ? draft : versions.join(', ');
  return (
    <Field label="versions" hint="names, a comma between them">
      {(attributes) => (
        <input
          {...attributes}
          value={shown}
          spellCheck={false}
          onChange={(event) => {
            setDraft(event.target.value);
            onChange(versionsIn(event.target.value));
          }}
        />
      )}
    </Field>
  );
}

function versionsIn(text: string): readonly string[] {
  const names = text.split(',').map((name) => name.trim());
  return [...new Set(names.filter((name) => name !== ''))].slice(0, 16);
}

function sameTexts(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((text, index) => text === right[index]);
}

interface RoleFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly versions: readonly string[];
  readonly onChange: (label: string) => void;
}

function RoleField({ label, hint, value, versions, onChange }: RoleFieldProps) {
  return (
    <Field label={label} hint={hint}>
      {(attributes) => (
        <select
          {...attributes}
          value={versions.includes(value) ? value : ''}
          onChange={(event) => onChange(event.target.value)}
        >
          <option value="">nobody</option>
          {versions.map((version) => (
            <option key={version}>{version}</option>
          ))}
        </select>
      )}
    </Field>
  );
}
