import type { Schemas } from '../../../runtime/src/client/api-types.js';

/** The founding entities as the runtime lists them. */
export interface Entities {
  readonly projects: readonly Schemas['Project'][];
  readonly clusters: readonly Schemas['Cluster'][];
  readonly virtualClusters: readonly Schemas['VirtualCluster'][];
  readonly applications: readonly Schemas['Application'][];
  readonly deployments: readonly Schemas['Deployment'][];
  readonly services: readonly Schemas['Service'][];
  readonly ingresses: readonly Schemas['Ingress'][];
}

export interface EntityNode {
  readonly kind: string;
  readonly name: string;
  /** What else there is to say of it. */
  readonly about: string;
  /** The gateway that it belongs to, if any. */
  readonly gateway: string | null;
  readonly children: readonly EntityNode[];
}

/** Project, cluster, virtual cluster, then applications with their deployments and services, and ingresses. */
export function entityTree(entities: Entities): readonly EntityNode[] {
  return entities.projects.map(({ name }) =>
    node(
      'project',
      name,
      '',
      entities.clusters.filter(({ project }) => project === name).map((each) => cluster(each.name, entities)),
    ),
  );
}

function cluster(name: string, entities: Entities): EntityNode {
  const within = entities.virtualClusters.filter((each) => each.cluster === name);
  return node(
    'cluster',
    name,
    '',
    within.map((each) => virtualCluster(each.name, entities)),
  );
}

function virtualCluster(name: string, entities: Entities): EntityNode {
  const within = <Entity extends { readonly virtualCluster: string }>(
    list: readonly Entity[],
  ): readonly Entity[] => list.filter((each) => each.virtualCluster === name);
  const applications = within(entities.applications).map((application) => {
    const own = <Entity extends { readonly application: string; readonly virtualCluster: string }>(
      list: readonly Entity[],
    ) => within(list).filter((each) => each.application === application.name);
    return node('application', application.name, `gateways: ${application.gateways.join(', ')}`, [
      ...own(entities.deployments).map((each) =>
        leaf('deployment', each.name, `version ${each.version}`, each.gateway),
      ),
      ...own(entities.services).map((each) =>
        leaf('service', each.name, each.addresses.join(', ') || 'no address', each.gateway),
      ),
    ]);
  });
  const ingresses = within(entities.ingresses).map((each) =>
    leaf(
      'ingress',
      each.name,
      [...each.hosts, ...(each.address === null ? [] : [each.address])].join(', '),
      each.gateway,
    ),
  );
  return node('virtual cluster', name, '', [...applications, ...ingresses]);
}

function node(kind: string, name: string, about: string, children: readonly EntityNode[]): EntityNode {
  return { kind, name, about, gateway: null, children };
}

function leaf(kind: string, name: string, about: string, gateway: string): EntityNode {
  return { kind, name, about, gateway, children: [] };
}
