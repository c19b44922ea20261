import {
  RecordedSource,
  type BoundRead,
  type Gateway,
  type Recording,
  type Routing,
} from '@lamia/runtime/engine';
import type { Sample } from '@lamia/lang';
import type { World } from './world.js';

/** Metrics as they were recorded: they do not follow the weights that a release played on them comes to. */
export class RecordedWorld implements World {
  readonly begin: number;
  readonly end: number;
  readonly #source: RecordedSource;
  #routing: Routing;

  /** @param place of the gateway among those that were recorded */
  constructor(recording: Recording, place: number, { name, routes, metrics }: Gateway) {
    const { lines } = recording;
    // A tick judges what was one scrape before it.
    const lag = metrics?.scrapeInterval ?? 0;
    this.begin = (lines[0]?.at ?? 0) + lag;
    this.end = (lines.at(-1)?.at ?? 0) + lag;
    this.#source = new RecordedSource(recording, place);
    this.#routing = { gateway: name, routes: new Map(routes.map((route) => [route.name, route.weights])) };
  }

  get routing(): Routing {
    return this.#routing;
  }

  apply(routing: Routing): void {
    this.#routing = routing;
  }

  flowTo(): void {
    // What was recorded is all there already.
  }

  read(reads: readonly BoundRead[], at: number): readonly Sample[] {
    return this.#source.samples(reads, at);
  }
}
