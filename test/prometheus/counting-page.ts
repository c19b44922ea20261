import { serve, type TestServer } from '../../packages/runtime/src/http/testing/server.js';

/** How many requests a second a version answers, and the share of them with a 500. */
export interface Rate {
  readonly requests: number;
  readonly failing?: number;
}

/** Rates by application and version. */
export type Rates = Readonly<Record<string, Readonly<Record<string, Rate>>>>;

/** A page of the embedded gateway's series that count evenly from a moment on, for a Prometheus to scrape. */
export class CountingPage {
  #since: number | null = null;
  #server: TestServer | null = null;

  constructor(readonly rates: Rates) {}

  async open(): Promise<string> {
    this.#server = await serve((_request, response) => {
      const text = this.#since === null ? '' : this.#text((Date.now() - this.#since) / 1000);
      response.setHeader('content-type', 'text/plain; version=0.0.4').end(text);
    });
    return this.#server.url.href;
  }

  /** There is nothing on the page before. */
  begin(): void {
    this.#since ??= Date.now();
  }

  async close(): Promise<void> {
    await this.#server?.close();
  }

  #text(seconds: number): string {
    const lines = Object.entries(this.rates).flatMap(([application, versions]) =>
      Object.entries(versions).flatMap(([version, { requests, failing = 0 }]) =>
        [['200', 1 - failing] as const, ['500', failing] as const].map(
          ([code, share]) =>
            `lamia_gateway_responses_total{application="${application}",version="${version}",code="${code}"} ${Math.round(requests * share * seconds)}\n`,
        ),
      ),
    );
    return lines.join('');
  }
}

/** What a Prometheus itself says of an application by now; 0 where it has no two samples yet. */
export async function counted(prometheus: string, application: string): Promise<number> {
  const asked = new URL('/api/v1/query', prometheus);
  const series = `lamia_gateway_responses_total{application="${application}"}`;
  asked.searchParams.set('query', `min(increase(${series}[30s]) > 0)`);
  const answer = (await (await fetch(asked)).json()) as {
    readonly data: { readonly result: readonly { readonly value: readonly [number, string] }[] };
  };
  return Number(answer.data.result[0]?.value[1] ?? 0);
}
