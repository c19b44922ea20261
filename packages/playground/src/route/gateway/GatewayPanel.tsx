import { Disclosure } from '../../design/Disclosure.js';
import { Field } from '../../design/Field.js';
import { Panel } from '../../design/Panel.js';
import type { SectionState } from '../../state/use-kept-state.js';
import { withVersions } from '../edit-project.js';
import type { RouteProject } from '../project.js';
import { NamesField } from './NamesField.js';
import { ServiceFields } from './ServiceFields.js';
import { servicesSummary } from './services.js';
import styles from './Gateway.module.css';

interface GatewayPanelProps {
  readonly project: RouteProject;
  readonly change: SectionState<RouteProject>['change'];
}

/** What all routes share: the versions that requests can go to and how each is reached, and the hosts that are served. */
export function GatewayPanel({ project, change }: GatewayPanelProps) {
  const { name, namespace, versions, hosts, services } = project;
  const set = (what: string, part: Partial<RouteProject>): void =>
    change(what, (before) => ({ ...before, ...part }));
  return (
    <Panel title="Gateway">
      <div className={styles['fields']}>
        <NamesField
          label="versions"
          hint="names, a comma between them"
          names={versions}
          needed="one version is needed; the last ones stay until there is one"
          onChange={(next) => change('the versions', (before) => withVersions(before, next))}
        />
        <NamesField
          label="hosts"
          hint="none for any; *.example for all below it"
          names={hosts}
          needed={null}
          onChange={(next) => set('the hosts', { hosts: next.map((host) => host.toLowerCase()) })}
        />
      </div>
      <Disclosure title="Services and names" summary={servicesSummary(versions, services)}>
        {versions.map((version, place) => {
          const service = services[place];
          return service === undefined ? null : (
            <ServiceFields
              key={version}
              version={version}
              service={service}
              onChange={(part) =>
                change(`the service of ${version}`, (before) => ({
                  ...before,
                  services: before.services.map((each, index) =>
                    index === place ? { ...each, ...part } : each,
                  ),
                }))
              }
            />
          );
        })}
        <div className={styles['fields']}>
          <TextField label="name" value={name} onChange={(text) => set('the name', { name: text })} />
          <TextField
            label="namespace"
            value={namespace}
            onChange={(text) => set('the namespace', { namespace: text })}
          />
        </div>
      </Disclosure>
    </Panel>
  );
}

interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
}

function TextField({ label, value, onChange }: TextFieldProps) {
  return (
    <Field label={`${label} of the gateway`}>
      {(attributes) => (
        <input
          {...attributes}
          value={value}
          spellCheck={false}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
