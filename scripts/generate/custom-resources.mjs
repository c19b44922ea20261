/** The definition of a custom resource as the file that `kubectl apply` takes. */
import { stringify } from 'yaml';

/**
 * @param {import('../../packages/runtime/dist/kubernetes/resources/custom-resources.js').CustomResourceDefinition} definition
 * @returns {string}
 */
export function definitionText(definition) {
  const head =
    '# Generated from the schemas of gateway and policy files by `npm run docs`: change those instead.\n';
  // Long patterns stay on one line, and what is there twice is written twice.
  return head + stringify(definition, { lineWidth: 0, aliasDuplicateObjects: false, singleQuote: true });
}
