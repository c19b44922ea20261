import type { Target } from '../target.js';
import { copiesOf } from './mirrors.js';
import { emitHttpRoutes, type GatewayApiObjects } from './emit.js';
import type { GatewayApiOptions } from './options.js';
import { readersOf } from './readers.js';

/** Kubernetes Gateway API: HTTPRoutes, for every implementation that is conformant. */
export const gatewayApi: Target<GatewayApiOptions, GatewayApiObjects> = {
  emit: emitHttpRoutes,
  readers: (emitted) => readersOf(emitted),
  mirrorReaders: (emitted) => readersOf(emitted, copiesOf),
};
