/** The plain manifests of deploy/kustomize by their path in the project, out of the Helm chart. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { parseAllDocuments, stringify } from 'yaml';
import { root } from '../toolchain/root.mjs';

const HEADER = '# Written by `npm run manifests` from the chart in deploy/helm/lamia.\n';
const TARGETS = { istio: 'istio', gatewayApi: 'gateway-api', gloo: 'gloo' };
/** The definitions of custom resources are in a folder of their own, and which data planes there are is a choice. */
const BASE = ['crds.install=false', ...Object.keys(TARGETS).map((target) => `targets.${target}=false`)];

/** @typedef {{ apiVersion: string, kind: string, metadata: { name: string, namespace?: string, labels?: Record<string, string> } }} Manifest */

/**
 * @param {string} helm its path
 * @returns {ReadonlyMap<string, string>}
 */
export function manifests(helm) {
  const base = render(helm, []);
  /** @param {readonly string[]} values what is added by them, and what they change is left to patches */
  const added = (values) => {
    const known = new Set(base.map(identity));
    return render(helm, values).filter((each) => !known.has(identity(each)));
  };
  return new Map([
    ['deploy/kustomize/base/controller.yaml', text(base)],
    ...Object.entries(TARGETS).map(
      ([target, name]) =>
        /** @type {const} */ ([
          `deploy/kustomize/components/${name}/rbac.yaml`,
          text(added([`targets.${target}=true`])),
        ]),
    ),
    [
      'deploy/kustomize/components/admission/admission.yaml',
      text(added(['admission.enabled=true', 'admission.certificate.certManager.enabled=true'])),
    ],
    [
      'deploy/kustomize/components/monitoring/monitoring.yaml',
      text(added(['serviceMonitor.enabled=true', 'alerts.enabled=true', 'dashboard.enabled=true'])),
    ],
  ]);
}

/**
 * @param {string} helm
 * @param {readonly string[]} values
 * @returns {readonly Manifest[]}
 */
function render(helm, values) {
  const chart = join(root, 'deploy', 'helm', 'lamia');
  const set = [...BASE, ...values].flatMap((value) => ['--set', value]);
  const options = ['--namespace', 'lamia-system', '--kube-version', '1.32.0', ...set];
  const rendered = execFileSync(helm, ['template', 'lamia', chart, ...options], { encoding: 'utf8' });
  return parseAllDocuments(rendered).map((document) => withoutHelm(document.toJS()));
}

/**
 * The labels say who manages an object, and that is not Helm here.
 * @param {unknown} value
 * @returns {any} the same shape as what came in
 */
function withoutHelm(value) {
  if (Array.isArray(value)) return value.map(withoutHelm);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'app.kubernetes.io/managed-by')
      .map(([key, each]) => [key, withoutHelm(each)]),
  );
}

/** @param {Manifest} manifest */
function identity({ apiVersion, kind, metadata: { name, namespace = '' } }) {
  return [apiVersion, kind, namespace, name].join(' ');
}

/** @param {readonly Manifest[]} all */
function text(all) {
  return HEADER + all.map((each) => stringify(each, { lineWidth: 0, compat: 'yaml-1.1' })).join('---\n');
}
