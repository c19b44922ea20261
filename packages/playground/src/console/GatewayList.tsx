import type { Schemas } from '../../../runtime/src/client/api-types.js';
import { EmptyState } from '../design/EmptyState.js';
import type { RuntimeClient } from '../runtime-api/client.js';
import type { Failed } from '../runtime-api/result.js';
import type { Status } from './acts.js';
import styles from './console.module.css';
import { Phase } from './Phase.js';
import { Shown } from './Shown.js';
import { TrafficCharts } from './TrafficCharts.js';
import { useLoaded } from './use-loaded.js';
import { versionsOf } from './versions.js';
import { Weights } from './Weights.js';

const EVERY_MS = 10_000;

/** All gateways of the runtime: how each stands, and its traffic. */
export function GatewayList() {
  const gateways = useLoaded('the gateways', allGateways, EVERY_MS);
  return (
    <Shown of={gateways} what="the gateways">
      {(list) =>
        list.length === 0 ? (
          <EmptyState title="The runtime has no gateway yet">
            Add one with <code>npx lamia apply shop.yaml</code>, or start the runtime with a file.
          </EmptyState>
        ) : (
          <ul className={styles['cards']} aria-label="gateways">
            {list.map((status) => (
              <li key={status.name}>
                <GatewayCard status={status} />
              </li>
            ))}
          </ul>
        )
      }
    </Shown>
  );
}

function GatewayCard({ status }: { readonly status: Status }) {
  const { name, namespace, application, target, address, routes, reason } = status;
  const path = { name };
  const traffic = useLoaded<Schemas['Traffic']>(
    name,
    (client, signal) => client.call('getGatewayTraffic', { path }, signal),
    EVERY_MS,
  );
  const versions = versionsOf(status);
  return (
    <article className={styles['card']}>
      <header>
        <h2>
          <a href={`#/console/gateways/${encodeURIComponent(name)}`}>{name}</a>
        </h2>
        <Phase status={status} />
      </header>
      <p className={styles['faint']}>
        {application} in {namespace}, {target}
        {address === null ? '' : ` at ${address}`}
      </p>
      <p>{reason}</p>
      {routes.map((route) => (
        <Weights key={route.name} route={route} versions={versions} />
      ))}
      <Shown of={traffic} what="the traffic">
        {(value) => <TrafficCharts traffic={value} versions={versions} />}
      </Shown>
    </article>
  );
}

/** Page by page. */
async function allGateways(
  client: RuntimeClient,
  signal: AbortSignal,
): Promise<{ readonly kind: 'answered'; readonly body: readonly Status[] } | Failed> {
  const found: Status[] = [];
  let after: string | null = null;
  do {
    const query: { readonly after?: string } = after === null ? {} : { after };
    const page = await client.call('listGateways', { path: {}, query }, signal);
    if (page.kind !== 'answered') return page;
    found.push(...page.body.gateways);
    after = page.body.next;
  } while (after !== null);
  return { kind: 'answered', body: found };
}
