import { programDisagreements } from './program-disagreements.js';
import { routesDisagreements } from './routes-disagreements.js';
import type { Vector, VectorFile } from './vector.js';

/** Everything in which the implementation does not do what a vector expects, for people; empty where it conforms. */
export function disagreements(vector: Vector, file: VectorFile): readonly string[] {
  return 'routes' in vector ? routesDisagreements(vector) : programDisagreements(vector, file);
}
