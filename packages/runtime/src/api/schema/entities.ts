import * as Type from 'typebox';
import { object } from '../../config/schema/objects.js';
import { OBJECT_NAME, oneOf } from '../../config/schema/scalars.js';
import { byName, many, orNull, TEXT } from './scalars.js';

/*
 * The entities of the founding documents. A runtime of its own has one project and one cluster; a virtual cluster is a
 * namespace, a deployment one version of an application.
 */

export const PROJECT = object('a project', { name: TEXT });

export const CLUSTER = object('a cluster', { name: TEXT, project: TEXT });

export const VIRTUAL_CLUSTER = object('a virtual cluster', { name: TEXT, cluster: TEXT });

export const APPLICATION = object('an application', {
  name: TEXT,
  virtualCluster: TEXT,
  gateways: many(TEXT),
});

export const DEPLOYMENT = object('one version of an application', {
  name: TEXT,
  virtualCluster: TEXT,
  application: TEXT,
  version: TEXT,
  gateway: TEXT,
  labels: byName('labels', TEXT),
});

export const SERVICE = object('where a version is reached', {
  name: TEXT,
  virtualCluster: TEXT,
  application: TEXT,
  version: TEXT,
  gateway: TEXT,
  /** Of its endpoints. */
  addresses: many(TEXT),
});

export const INGRESS = object('where requests come in', {
  name: TEXT,
  virtualCluster: TEXT,
  gateway: TEXT,
  hosts: many(TEXT),
  address: orNull(TEXT),
});

export const METRIC = object('a name that programs can read', {
  name: TEXT,
  description: TEXT,
  unit: TEXT,
  kind: TEXT,
  statistics: many(TEXT),
});

export const CATALOGUE = object('what one provider’s series mean', {
  name: TEXT,
  description: TEXT,
  metrics: many(METRIC),
  unavailable: byName('why a name has no value with this provider', TEXT),
});

export const CATALOGUE_CHOICE = object('the query', {
  /** In place of a provider: the catalogue that this gateway’s programs have, also one of its own file. */
  gateway: Type.Optional(OBJECT_NAME),
  provider: Type.Optional(oneOf('embedded', 'haproxy', 'istio', 'envoy', 'linkerd')),
});
