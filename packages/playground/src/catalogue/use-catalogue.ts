import { useEffect, useState } from 'react';
import type { LoadedCatalogue } from './load-catalogue.js';
import { catalogueName, type CatalogueName } from './names.js';

/** A catalogue is read once for all who use it. */
const loaded = new Map<CatalogueName, LoadedCatalogue>();

/** The catalogue of that name; null for none, and until it has come. */
export function useCatalogue(wanted: string): LoadedCatalogue | null {
  const name = catalogueName(wanted);
  const [, setCount] = useState(0);
  const [failure, setFailure] = useState<Error | null>(null);
  useEffect(() => {
    if (name === null || loaded.has(name)) return;
    let isWanted = true;
    import('./load-catalogue.js')
      .then(({ loadCatalogue }) => loadCatalogue(name))
      .then((catalogue) => {
        loaded.set(name, catalogue);
        if (isWanted) setCount((count) => count + 1);
      })
      .catch((error: unknown) => {
        if (isWanted) setFailure(error instanceof Error ? error : new Error(String(error)));
      });
    return () => {
      isWanted = false;
    };
  }, [name]);
  // The section's frame says it, and offers to try again.
  if (failure !== null) throw failure;
  return name === null ? null : (loaded.get(name) ?? null);
}
