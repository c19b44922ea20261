import { DECISION_OPERATIONS } from './decisions/operations.js';
import { ENTITY_OPERATIONS } from './entities/operations.js';
import { EVENT_OPERATIONS } from './events/operations.js';
import { ACT_OPERATIONS } from './gateways/acts.js';
import { GATEWAY_OPERATIONS } from './gateways/operations.js';
import { HEALTH_OPERATIONS, describeWith } from './health/operations.js';
import { HOOK_OPERATIONS } from './hooks/operations.js';
import { LANGUAGE_OPERATIONS } from './language/operations.js';
import { openApi, type OpenApiDocument } from './openapi.js';
import { RUNTIME_OPERATIONS } from './runtime/operations.js';
import { TRAFFIC_OPERATIONS } from './traffic/operations.js';
import { VALUES_OPERATIONS } from './values/operations.js';
import type { Operation } from './operation.js';

/** Everything that the API can be asked. */
export const OPERATIONS: readonly Operation[] = [
  ...GATEWAY_OPERATIONS,
  ...ACT_OPERATIONS,
  ...DECISION_OPERATIONS,
  ...TRAFFIC_OPERATIONS,
  ...VALUES_OPERATIONS,
  ...EVENT_OPERATIONS,
  ...LANGUAGE_OPERATIONS,
  ...ENTITY_OPERATIONS,
  ...HOOK_OPERATIONS,
  ...RUNTIME_OPERATIONS,
  ...HEALTH_OPERATIONS,
  describeWith(() => apiDescription()),
];

/** The API's OpenAPI document. */
export function apiDescription(): OpenApiDocument {
  return openApi(OPERATIONS);
}
