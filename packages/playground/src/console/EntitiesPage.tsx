import { Panel } from '../design/Panel.js';
import type { RuntimeClient } from '../runtime-api/client.js';
import type { Failed } from '../runtime-api/result.js';
import { entityTree, type Entities, type EntityNode } from './entity-tree.js';
import styles from './console.module.css';
import { Shown } from './Shown.js';
import { useLoaded } from './use-loaded.js';

const EVERY_MS = 15_000;

/** Projects, clusters, virtual clusters and what is in them. */
export function EntitiesPage() {
  const entities = useLoaded('the entities', allEntities, EVERY_MS);
  return (
    <Panel title="Entities">
      <Shown of={entities} what="the entities">
        {(value) => <Branch nodes={entityTree(value)} />}
      </Shown>
    </Panel>
  );
}

function Branch({ nodes }: { readonly nodes: readonly EntityNode[] }) {
  return (
    <ul className={styles['tree']}>
      {nodes.map((node) => (
        <li key={`${node.kind} ${node.name} ${node.gateway ?? ''}`}>
          {node.children.length === 0 ? (
            <Leaf node={node} />
          ) : (
            <details open>
              <summary>
                <Leaf node={node} />
              </summary>
              <Branch nodes={node.children} />
            </details>
          )}
        </li>
      ))}
    </ul>
  );
}

function Leaf({ node: { kind, name, about, gateway } }: { readonly node: EntityNode }) {
  return (
    <>
      <span className={styles['faint']}>{kind}</span>{' '}
      {gateway === null ? (
        <strong>{name}</strong>
      ) : (
        <a href={`#/console/gateways/${encodeURIComponent(gateway)}`}>{name}</a>
      )}{' '}
      <span className={styles['faint']}>{about}</span>
    </>
  );
}

/** All seven lists; the first that cannot be had is why there is nothing. */
async function allEntities(
  client: RuntimeClient,
  signal: AbortSignal,
): Promise<{ readonly kind: 'answered'; readonly body: Entities } | Failed> {
  const none = { path: {} };
  const [projects, clusters, virtualClusters, applications, deployments, services, ingresses] =
    await Promise.all([
      client.call('listProjects', none, signal),
      client.call('listClusters', none, signal),
      client.call('listVirtualClusters', none, signal),
      client.call('listApplications', none, signal),
      client.call('listDeployments', none, signal),
      client.call('listServices', none, signal),
      client.call('listIngresses', none, signal),
    ]);
  if (projects.kind !== 'answered') return projects;
  if (clusters.kind !== 'answered') return clusters;
  if (virtualClusters.kind !== 'answered') return virtualClusters;
  if (applications.kind !== 'answered') return applications;
  if (deployments.kind !== 'answered') return deployments;
  if (services.kind !== 'answered') return services;
  if (ingresses.kind !== 'answered') return ingresses;
  return {
    kind: 'answered',
    body: {
      ...projects.body,
      ...clusters.body,
      ...virtualClusters.body,
      ...applications.body,
      ...deployments.body,
      ...services.body,
      ...ingresses.body,
    },
  };
}
