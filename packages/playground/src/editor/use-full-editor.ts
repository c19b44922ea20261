import { useMedia } from '../design/use-media.js';

/** Where a telephone's keyboard and fingers are what there is, a plain text area serves better than a full editor. */
const SUITED = '(min-width: 40rem) and (any-pointer: fine)';

/** Whether the full editor suits this screen; drawn again when that changes. */
export function useFullEditor(): boolean {
  return useMedia(SUITED);
}
