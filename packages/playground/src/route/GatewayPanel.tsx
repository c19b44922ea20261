import { useState } from 'react';
import { Field } from '../design/Field.js';
import { Panel } from '../design/Panel.js';
import type { SectionState } from '../state/use-kept-state.js';
import { withVersions } from './edit-project.js';
import type { RouteProject } from './project.js';
import styles from './RouteView.module.css';

interface GatewayPanelProps {
  readonly project: RouteProject;
  readonly change: SectionState<RouteProject>['change'];
}

/** What all routes share: the versions that requests can go to, and the hosts that are served. */
export function GatewayPanel({ project, change }: GatewayPanelProps) {
  return (
    <Panel title="Gateway">
      <div className={styles['pair']}>
        <NamesField
          label="versions"
          hint="names, a comma between them"
          names={project.versions}
          onChange={(versions) => change('the versions', (before) => withVersions(before, versions))}
        />
        <NamesField
          label="hosts"
          hint="none for any; *.example for all below it"
          names={project.hosts}
          onChange={(hosts) =>
            change('the hosts', (before) => ({ ...before, hosts: hosts.map((host) => host.toLowerCase()) }))
          }
        />
      </div>
    </Panel>
  );
}

interface NamesFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly names: readonly string[];
  readonly onChange: (names: readonly string[]) => void;
}

function NamesField({ label, hint, names, onChange }: NamesFieldProps) {
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
