import type { Schemas } from '../../../runtime/src/client/api-types.js';
import { goTo } from '../app/use-address.js';
import { Panel } from '../design/Panel.js';
import { Tabs } from '../design/Tabs.js';
import { unavailable } from './acts.js';
import { Acts } from './Acts.js';
import styles from './console.module.css';
import { Decisions } from './Decisions.js';
import { DocumentPart } from './DocumentPart.js';
import { Events } from './Events.js';
import { FlowView } from './FlowView.js';
import { Gates } from './Gates.js';
import { Phase } from './Phase.js';
import { useSession } from './session.js';
import { Shown } from './Shown.js';
import { TrafficCharts } from './TrafficCharts.js';
import { useLoaded } from './use-loaded.js';
import { Values } from './Values.js';
import { versionsOf } from './versions.js';
import { WeightEditor } from './WeightEditor.js';

interface GatewayPageProps {
  readonly name: string;
  readonly part: string;
}

const TABS = [
  { name: 'overview', title: 'Overview' },
  { name: 'decisions', title: 'Decisions' },
  { name: 'document', title: 'Routes and policies' },
  { name: 'events', title: 'Events' },
] as const;
const EVERY_MS = 10_000;

/** One gateway: how it stands, why, and what can be done about it. */
export function GatewayPage({ name, part }: GatewayPageProps) {
  const status = useLoaded<Schemas['GatewayDetails']>(
    name,
    (client, signal) => client.call('getGatewayStatus', { path: { name } }, signal),
    EVERY_MS,
  );
  const selected = TABS.find((tab) => tab.name === part)?.name ?? 'overview';
  return (
    <div className={styles['page']}>
      <p>
        <a href="#/console/gateways">all gateways</a>
      </p>
      <Shown of={status} what={`the gateway ${name}`}>
        {(details) => (
          <>
            <header className={styles['head']}>
              <h2>{name}</h2>
              <Phase status={details} />
              <p>{details.reason}</p>
            </header>
            <Gates status={details} />
            <Acts status={details} />
            <Tabs
              label={`parts of ${name}`}
              tabs={TABS}
              selected={selected}
              onSelect={(tab) => goTo('console', ['gateways', name, tab])}
            >
              <div className={styles['part']}>
                <Part name={selected} details={details} />
              </div>
            </Tabs>
          </>
        )}
      </Shown>
    </div>
  );
}

interface PartProps {
  readonly name: (typeof TABS)[number]['name'];
  readonly details: Schemas['GatewayDetails'];
}

function Part({ name, details }: PartProps) {
  switch (name) {
    case 'overview':
      return <Overview details={details} />;
    case 'decisions':
      return <Decisions name={details.name} versions={versionsOf(details)} />;
    case 'document':
      return <DocumentPart status={details} />;
    case 'events':
      return <Events gateway={details.name} />;
  }
}

function Overview({ details }: { readonly details: Schemas['GatewayDetails'] }) {
  const { name, values } = details;
  const { runtime } = useSession();
  const blocked = unavailable('weights', runtime.caller.role, details);
  const versions = versionsOf(details);
  const traffic = useLoaded<Schemas['Traffic']>(
    name,
    (client, signal) => client.call('getGatewayTraffic', { path: { name } }, signal),
    EVERY_MS / 2,
  );
  return (
    <div className={styles['columns']}>
      <Panel title="Who gets what">
        <FlowView
          status={details}
          versions={versions}
          newest={traffic.kind === 'ready' ? (traffic.value.samples.at(-1) ?? null) : null}
        />
      </Panel>
      <Panel title="Traffic">
        <Shown of={traffic} what="the traffic">
          {(value) => <TrafficCharts traffic={value} versions={versions} />}
        </Shown>
      </Panel>
      <Panel title="Weights">
        {blocked !== null && <p className={styles['faint']}>{blocked}</p>}
        {details.routes.map((route) => (
          <WeightEditor key={route.name} status={details} route={route} versions={versions} />
        ))}
      </Panel>
      <Panel title="What the policies saw last">
        <Values values={values} />
      </Panel>
    </div>
  );
}
