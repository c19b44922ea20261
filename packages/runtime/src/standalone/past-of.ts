import type { GatewayInFile } from '../config/gateways-in-files.js';
import type { Place } from '../config/place.js';
import type { PastOf } from '../api/values/past-desk.js';
import type { Connections } from './connections.js';

/**
 * What there is to record of the gateways that run.
 * @param inFileOf as its description was read; null for a gateway that is not there any more
 */
export function pastOf(connections: Connections, inFileOf: (name: string) => GatewayInFile | null): PastOf {
  return ({ gateway }) => {
    const inFile = inFileOf(gateway.name);
    const open = inFile === null ? null : connections.metricsOf(gateway);
    if (inFile === null || open === null) return 'the gateway has no metrics';
    if (open.past === null)
      return 'the runtime scrapes this gateway’s metrics by itself, and keeps no past of them';
    if (gateway.versions.length === 0) return 'the versions of the gateway are still to be found';
    return { gateway, catalogue: open.catalogue, text: textOf(inFile), source: open.past };
  };
}

/** The document that describes a gateway, and the policies that it refers to. */
function textOf({ document, policies }: GatewayInFile): string {
  const places = [...new Set(policies.map(({ tree }) => tree.place))];
  return `${[JSON.stringify(document, null, 2), ...places.map(ofFile)].join('\n---\n')}\n`;
}

const ofFile = ({ source, start, end }: Place): string => source.text.slice(start, end).trimEnd();
