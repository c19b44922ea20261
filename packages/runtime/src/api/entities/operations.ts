import type * as Type from 'typebox';
import type { Gateway } from '../../config/gateway.js';
import { object } from '../../config/schema/objects.js';
import { BUILT_IN } from '../../metrics/catalogue/built-in.js';
import { unknownGateway } from '../gateways/named-gateway.js';
import { json, operation, refused, type Operation } from '../operation.js';
import type { ApiPorts } from '../ports.js';
import {
  APPLICATION,
  CATALOGUE,
  CATALOGUE_CHOICE,
  CLUSTER,
  DEPLOYMENT,
  INGRESS,
  PROJECT,
  SERVICE,
  VIRTUAL_CLUSTER,
} from '../schema/entities.js';
import { NAMESPACE } from '../schema/gateways.js';
import { many } from '../schema/scalars.js';
import { NONE } from '../schema/shapes.js';
import { builtInJson, catalogueJson } from './catalogue-json.js';
import {
  applications,
  clusters,
  deployments,
  ingresses,
  projects,
  services,
  virtualClusters,
} from './founding.js';

interface EntityShape {
  readonly id: string;
  /** `virtual-clusters` */
  readonly word: string;
  /** The key of the list in the answer. */
  readonly key: string;
  readonly summary: string;
  readonly schema: Type.TSchema;
}

type Entities = (gateways: readonly Gateway[], ports: ApiPorts) => readonly unknown[];

/** An operation that lists the entities of one kind, as far as the gateways of this runtime know of them. */
function entities({ id, word, key, summary, schema }: EntityShape, list: Entities): Operation {
  return operation(
    {
      id,
      method: 'GET',
      at: `/api/v1/${word}`,
      tag: 'entities',
      summary,
      role: 'viewer',
      path: NONE,
      query: NAMESPACE,
      body: null,
      answers: {
        200: { description: 'all of them', schema: object('a list', { [key]: many(schema) }) },
      },
      refusals: {},
    },
    ({ query: { namespace } }, ports) => {
      const gateways = ports.control.list().map(({ gateway }) => gateway);
      const within = gateways.filter((gateway) => namespace === undefined || gateway.namespace === namespace);
      return json({ [key]: list(within, ports) });
    },
  );
}

const listCatalogues = operation(
  {
    id: 'listMetricsCatalogues',
    method: 'GET',
    at: '/api/v1/metrics-catalogue',
    tag: 'language',
    summary: 'The metrics that programs can read, by provider or of one gateway',
    role: 'viewer',
    path: NONE,
    query: CATALOGUE_CHOICE,
    body: null,
    answers: {
      200: {
        description:
          'the catalogues that come with the runtime, or that of the gateway; none for one without metrics',
        schema: object('a list', { catalogues: many(CATALOGUE) }),
      },
    },
    refusals: { 404: 'there is no such gateway' },
  },
  async ({ query: { provider, gateway } }, { control, values }) => {
    if (gateway !== undefined) {
      const found = control.find(gateway);
      if (found === null) return refused(unknownGateway(gateway, undefined));
      const catalogue = values.catalogueOf(found.gateway);
      return json({ catalogues: catalogue === null ? [] : [catalogueJson(catalogue)] });
    }
    const wanted = provider === undefined ? BUILT_IN : [provider];
    return json({ catalogues: await Promise.all(wanted.map(builtInJson)) });
  },
);

export const ENTITY_OPERATIONS: readonly Operation[] = [
  entities(
    { id: 'listProjects', word: 'projects', key: 'projects', summary: 'Projects', schema: PROJECT },
    projects,
  ),
  entities(
    { id: 'listClusters', word: 'clusters', key: 'clusters', summary: 'Clusters', schema: CLUSTER },
    clusters,
  ),
  entities(
    {
      id: 'listVirtualClusters',
      word: 'virtual-clusters',
      key: 'virtualClusters',
      summary: 'Virtual clusters: the namespaces of the gateways',
      schema: VIRTUAL_CLUSTER,
    },
    virtualClusters,
  ),
  entities(
    {
      id: 'listApplications',
      word: 'applications',
      key: 'applications',
      summary: 'Applications and their gateways',
      schema: APPLICATION,
    },
    applications,
  ),
  entities(
    {
      id: 'listDeployments',
      word: 'deployments',
      key: 'deployments',
      summary: 'Deployments: the versions of applications',
      schema: DEPLOYMENT,
    },
    deployments,
  ),
  entities(
    {
      id: 'listServices',
      word: 'services',
      key: 'services',
      summary: 'Services: where versions are reached',
      schema: SERVICE,
    },
    services,
  ),
  entities(
    {
      id: 'listIngresses',
      word: 'ingresses',
      key: 'ingresses',
      summary: 'Ingresses: where requests come in',
      schema: INGRESS,
    },
    (gateways, { address }) => ingresses(gateways, address),
  ),
  listCatalogues,
];
