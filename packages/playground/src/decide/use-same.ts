import { useState } from 'react';

/** Plain data, and the same object for as long as it says the same, so that nothing is worked out anew for its sake. */
export function useSame<T>(data: T): T {
  const [kept, keep] = useState(data);
  if (JSON.stringify(kept) === JSON.stringify(data)) return kept;
  keep(data);
  return data;
}
