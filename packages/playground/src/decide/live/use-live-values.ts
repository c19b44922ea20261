import type { MetricCatalogue } from '@lamia/lang';
import { useEffect, useRef, useState } from 'react';
import { CLIENT } from '../../runtime-api/attached-runtime.js';
import { failureText, isStranger } from '../../runtime-api/result.js';
import { catalogueOf, type Live, type LiveAnswer } from './live-answer.js';

/** How the asking goes. */
export interface Asking {
  /** When the last answer came, by the page's clock, and how old its values were then, in seconds; null before the first. */
  readonly last: { readonly came: number; readonly age: number } | null;
  /** Why there is no newer one; null where there is none to expect yet. */
  readonly problem: string | null;
}

interface Asked {
  /** Null while there are no gateways. */
  readonly gateway: string | null;
  readonly source: string;
  readonly isPaused: boolean;
  readonly onLive: (live: Live) => void;
  /** The runtime does not know the reader any more. */
  readonly onUnknown: () => void;
}

const EVERY_MS = 3_000;
/** Whoever types is not finished with every letter. */
const TYPED_MS = 300;

const NOTHING: Asking = { last: null, problem: null };

/** Asks again and again what a program reads in a gateway, at once when either is another one, until it is paused. */
export function useLiveValues({ gateway, source, isPaused, onLive, onUnknown }: Asked): Asking {
  const [asking, setAsking] = useState<Asking & { readonly of: string | null }>({ ...NOTHING, of: gateway });
  const catalogue = useGatewayCatalogue(gateway);
  const [answer, setAnswer] = useState<{ readonly gateway: string; readonly answer: LiveAnswer } | null>(
    null,
  );
  const first = useRef(true);

  useEffect(() => {
    if (gateway === null || isPaused) return;
    const ending = new AbortController();
    let timer: ReturnType<typeof setTimeout> | null = null;
    const ask = async (): Promise<void> => {
      const got = await CLIENT.call(
        'readGatewayValues',
        { path: { name: gateway }, body: { source } },
        ending.signal,
      );
      if (got.kind === 'cancelled') return;
      if (got.kind === 'answered') {
        setAnswer({ gateway, answer: got.body });
        setAsking({ of: gateway, last: { came: performance.now(), age: got.body.age }, problem: null });
      } else if (isStranger(got)) {
        onUnknown();
        return;
      } else {
        const problem = failureText(got);
        setAsking((before) => ({ of: gateway, last: before.of === gateway ? before.last : null, problem }));
      }
      timer = setTimeout(() => void ask(), EVERY_MS);
    };
    timer = setTimeout(() => void ask(), first.current ? 0 : TYPED_MS);
    first.current = false;
    return () => {
      ending.abort();
      if (timer !== null) clearTimeout(timer);
    };
  }, [gateway, source, isPaused, onUnknown]);

  useEffect(() => {
    if (answer !== null) onLive({ ...answer, catalogue });
  }, [answer, catalogue, onLive]);

  return asking.of === gateway ? asking : NOTHING;
}

/** What programs of the gateway may read; null until it has come, and where it does not. */
function useGatewayCatalogue(gateway: string | null): MetricCatalogue | null {
  const [known, setKnown] = useState<{
    readonly gateway: string;
    readonly catalogue: MetricCatalogue | null;
  } | null>(null);
  useEffect(() => {
    if (gateway === null) return;
    const ending = new AbortController();
    let timer: ReturnType<typeof setTimeout> | null = null;
    const ask = async (): Promise<void> => {
      const got = await CLIENT.call('listMetricsCatalogues', { path: {}, query: { gateway } }, ending.signal);
      if (got.kind === 'cancelled') return;
      const [catalogue] = got.kind === 'answered' ? got.body.catalogues : [];
      setKnown({ gateway, catalogue: catalogue === undefined ? null : catalogueOf(catalogue) });
      if (got.kind !== 'answered') timer = setTimeout(() => void ask(), EVERY_MS);
    };
    void ask();
    return () => {
      ending.abort();
      if (timer !== null) clearTimeout(timer);
    };
  }, [gateway]);
  return known?.gateway === gateway ? known.catalogue : null;
}
