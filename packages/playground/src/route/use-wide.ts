import { useMedia } from '../design/use-media.js';

/** Whether there is room for things side by side. */
export function useWide(): boolean {
  return useMedia('(min-width: 64rem)');
}
