import { ClusterError } from '../cluster/cluster-objects.js';
import type { KubernetesObject } from '../cluster/object.js';

type Labels = Readonly<Record<string, string>>;
type Requirement = (labels: Labels) => boolean;

/** Whether a selector fits an object: `a=b`, `a!=b`, `a`, `!a`, and several of them between commas. */
export function labelFilter(selector: string | undefined): (object: KubernetesObject) => boolean {
  if (selector === undefined || selector === '') return () => true;
  const requirements = selector.split(',').map(requirement);
  return ({ metadata: { labels = {} } }) => requirements.every((fits) => fits(labels));
}

function requirement(text: string): Requirement {
  const [, not = '', key = '', operator, value = ''] =
    /^(!?)([\w./-]+)(?:(==?|!=)([\w.-]*))?$/.exec(text) ?? [];
  if (key === '' || (not !== '' && operator !== undefined)) {
    throw new ClusterError('invalid', `the label selector \`${text}\` cannot be read`);
  }
  if (operator === undefined) return (labels) => Object.hasOwn(labels, key) === (not === '');
  return (labels) => (labels[key] === value) === (operator !== '!=');
}
