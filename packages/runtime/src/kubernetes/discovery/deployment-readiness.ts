import type { Gateway, Version } from '../../config/gateway.js';
import type { Readiness } from '../../release/observation.js';
import type { ReadinessProbe } from '../../release/ports.js';
import type { DeployedVersion } from './deployed-version.js';

/** Whether a version can take traffic, by the replicas of its Deployment; one that has none is told of as not deployed. */
export class DeploymentReadiness implements ReadinessProbe {
  readonly #deployed: (gateway: Gateway) => readonly DeployedVersion[];

  /** @param deployed the versions of a gateway's application as they are now */
  constructor(deployed: (gateway: Gateway) => readonly DeployedVersion[]) {
    this.#deployed = deployed;
  }

  probe(gateway: Gateway, version: Version): Promise<Readiness> {
    return Promise.resolve(readiness(this.#deployed(gateway), gateway.application, version.label));
  }
}

function readiness(deployed: readonly DeployedVersion[], application: string, label: string): Readiness {
  const ofIt = deployed.filter((each) => each.application === application && each.label === label);
  if (ofIt.length === 0) {
    return {
      ready: false,
      reason: `no Deployment has the labels \`app: ${application}\` and \`version: ${label}\``,
    };
  }
  const lacking = ofIt.find(({ wanted, available }) => wanted === 0 || available < wanted);
  if (lacking === undefined) return { ready: true };
  const { deployment, wanted, available } = lacking;
  return {
    ready: false,
    reason: `the Deployment \`${deployment}\` has ${available} of ${wanted} replicas available`,
  };
}
