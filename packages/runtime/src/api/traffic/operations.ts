import type * as Type from 'typebox';
import type { Sample } from '@lamia/lang';
import type { Traffic, VersionTraffic } from '../../metrics/traffic.js';
import { namedGateway, unknownGateway } from '../gateways/named-gateway.js';
import { timeText } from '../gateways/status-json.js';
import { json, operation, refused, type Operation } from '../operation.js';
import { GATEWAY_NAME, NAMESPACE } from '../schema/gateways.js';
import { TRAFFIC, type TRAFFIC_SAMPLE } from '../schema/traffic.js';

const MS_A_SECOND = 1000;

const getTraffic = operation(
  {
    id: 'getGatewayTraffic',
    method: 'GET',
    at: '/api/v1/gateways/{name}/traffic',
    tag: 'gateways',
    summary: 'Requests a second and the share of errors of each version',
    description:
      'Read from the gateway’s own metric source when it is asked for, every five seconds at most; what was read before is told again, for an hour of asking.',
    role: 'viewer',
    path: GATEWAY_NAME,
    query: NAMESPACE,
    body: null,
    answers: { 200: { description: 'the samples, oldest first', schema: TRAFFIC } },
    refusals: { 404: 'there is no such gateway' },
  },
  async ({ path: { name }, query: { namespace } }, { control, traffic }) => {
    const found = namedGateway(control, name, namespace);
    if (found === null) return refused(unknownGateway(name, namespace));
    const samples = await traffic.of(name);
    const { metrics } = found.gateway;
    return json({
      window: metrics === null ? null : metrics.window / MS_A_SECOND,
      samples: samples.map(sampleJson),
    });
  },
);

export const TRAFFIC_OPERATIONS: readonly Operation[] = [getTraffic];

function sampleJson({ at, window, versions }: Traffic): Type.Static<typeof TRAFFIC_SAMPLE> {
  return {
    at: timeText(at),
    versions: Object.fromEntries(
      versions.map((each) => [each.version, versionJson(each, window / MS_A_SECOND)]),
    ),
  };
}

function versionJson(
  { requests, errors }: VersionTraffic,
  seconds: number,
): Type.Static<typeof TRAFFIC_SAMPLE>['versions'][string] {
  return {
    requests: requests.known ? requests.value / seconds : null,
    // Of no requests no share failed, nor did any not.
    errors: requests.known && errors.known && requests.value > 0 ? errors.value / requests.value : null,
    unknown: whyUnknown(requests) ?? whyUnknown(errors),
  };
}

function whyUnknown(sample: Sample): string | null {
  if (sample.known) return null;
  return sample.detail === undefined ? sample.cause : `${sample.cause}: ${sample.detail}`;
}
