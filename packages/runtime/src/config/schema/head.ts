import * as Type from 'typebox';
import { named, object } from './objects.js';
import { LABEL_NAME_RULES, OBJECT_NAME, TEXT, oneOf } from './scalars.js';

/** The groups and versions that name these objects: in files, and as custom resources. */
export const API_VERSIONS = ['lamia/v1', 'lamia.dev/v1'] as const;

const METADATA = object('a map of `name`, `namespace` and `labels`', {
  name: OBJECT_NAME,
  namespace: Type.Optional(OBJECT_NAME),
  labels: Type.Optional(named('a map of labels', LABEL_NAME_RULES, TEXT)),
});

/** The head of every document: which kind of object in which version it is. */
export const HEAD = { apiVersion: oneOf(...API_VERSIONS), metadata: METADATA };
