import { needed, optional } from './meaning.js';
import { named, object } from './objects.js';
import { LABEL_NAME_RULES, OBJECT_NAME, TEXT, oneOf } from './scalars.js';

/** The groups and versions that name these objects: in files, and as custom resources. */
export const API_VERSIONS = ['lamia/v1', 'lamia.dev/v1'] as const;

const METADATA = object('a map of `name`, `namespace` and `labels`', {
  name: needed(
    OBJECT_NAME,
    'What it is called everywhere: in messages, in the API, and by what refers to it.',
  ),
  namespace: optional(
    OBJECT_NAME,
    'Where it belongs, so that the same name can stand in several; `default` unless given.',
  ),
  labels: optional(
    named('a map of labels', LABEL_NAME_RULES, TEXT),
    'Labels of your own; nothing is decided by them.',
  ),
});

/** The head of every document: which kind of object in which version it is. */
export const HEAD = {
  apiVersion: needed(oneOf(...API_VERSIONS), 'In which version of the form it is written.'),
  metadata: needed(METADATA, 'What it is called and where it belongs.'),
};
