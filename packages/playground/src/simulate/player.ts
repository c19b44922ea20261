import type { Catalogue, Finding } from '@lamia/runtime/engine';
import { momentOf, type Moment } from './moment.js';
import { prepare, type Playing } from './playing.js';
import type { Answer, FileFinding, Request, TickDetail } from './protocol.js';

/** What the player needs of the world. */
export interface PlayerPorts {
  readonly answer: (answer: Answer) => void;
  /** Calls back once everything else that waits had its turn, requests among them. */
  readonly later: (callback: () => void) => void;
  /** Milliseconds, from anywhere on. */
  readonly now: () => number;
}

/** For how long it plays before it looks whether there is something else to do, in milliseconds. */
const SLICE = 12;

interface Current {
  readonly id: number;
  readonly playing: Playing;
}

/** Plays releases in slices, one at a time, and goes on knowing the last one. */
export class Player {
  readonly #catalogue: Catalogue;
  readonly #ports: PlayerPorts;
  #current: Current | null = null;
  #isPlaying = false;

  constructor(catalogue: Catalogue, ports: PlayerPorts) {
    this.#catalogue = catalogue;
    this.#ports = ports;
  }

  take(request: Request): void {
    switch (request.kind) {
      case 'play':
        this.#begin(request);
        return;
      case 'cancel':
        this.#cancel();
        return;
      case 'look':
        this.#look(request);
        return;
    }
  }

  #begin({ id, scenario }: Extract<Request, { kind: 'play' }>): void {
    this.#isPlaying = false;
    this.#current = null;
    try {
      const prepared = prepare(scenario, this.#catalogue);
      const findings = prepared.findings.map(fileFinding);
      if (!prepared.ok) {
        this.#ports.answer({ kind: 'refused', id, findings });
        return;
      }
      const current = { id, playing: prepared.playing };
      this.#current = current;
      this.#isPlaying = true;
      const versions = prepared.playing.gateway.versions.map(({ label }) => label);
      this.#ports.answer({ kind: 'began', id, versions, limit: scenario.ticks, findings });
      this.#ports.later(() => this.#play(current));
    } catch (error) {
      this.#fail(id, error);
    }
  }

  #cancel(): void {
    if (!this.#isPlaying || this.#current === null) return;
    this.#isPlaying = false;
    this.#ports.answer({ kind: 'cancelled', id: this.#current.id });
  }

  #look({ id, index }: Extract<Request, { kind: 'look' }>): void {
    if (this.#current?.id !== id) return;
    const { playing } = this.#current;
    const tick = playing.ticks[index];
    if (tick === undefined) return;
    const { record, events } = tick;
    const programs = playing.gateway.policies.map((policy) =>
      policy.type === 'time' ? null : policy.expression,
    );
    const detail: TickDetail = { index, record, events, programs };
    this.#ports.answer({ kind: 'looked', id, detail });
  }

  #play(current: Current): void {
    if (current !== this.#current || !this.#isPlaying) return;
    const { id, playing } = current;
    const from = playing.ticks.length;
    const until = this.#ports.now() + SLICE;
    try {
      while (!playing.isOver && this.#ports.now() < until) playing.step();
      const moments = momentsFrom(playing, from);
      if (moments.length > 0) this.#ports.answer({ kind: 'played', id, moments });
      if (!playing.isOver) {
        this.#ports.later(() => this.#play(current));
        return;
      }
      this.#isPlaying = false;
      this.#ports.answer({ kind: 'over', id, verdict: playing.verdict });
    } catch (error) {
      this.#fail(id, error);
    }
  }

  #fail(id: number, error: unknown): void {
    this.#isPlaying = false;
    const message = error instanceof Error ? error.message : String(error);
    this.#ports.answer({ kind: 'failed', id, message });
  }
}

function momentsFrom({ ticks, gateway }: Playing, from: number): readonly Moment[] {
  return ticks
    .slice(from)
    .map((tick, place) => momentOf(tick, ticks[from + place - 1] ?? null, gateway.baseline));
}

function fileFinding({ severity, message, start, end, source }: Finding): FileFinding {
  const line = source.text.slice(0, start).split('\n').length;
  return { severity, message, start, end, line };
}
