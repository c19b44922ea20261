import { fragmentOf } from '../app/address.js';
import { pack } from './packed.js';

/** Shows a section with that state, as a link to it would. */
export async function openState(section: string, state: unknown): Promise<void> {
  location.hash = fragmentOf({ section, path: [], shared: await pack(state) });
}
