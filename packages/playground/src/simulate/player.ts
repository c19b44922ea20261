import {
  isRecording,
  percentText,
  readRecording,
  type Catalogue,
  type Finding,
  type Gateway,
  type Recording,
} from '@lamia/runtime/engine';
import { readDecisionLog } from './decision-log.js';
import { momentOf, type Moment } from './moment.js';
import { recorded, simulated, type Play } from './play.js';
import { prepare, type Playing } from './playing.js';
import type { Answer, FileFinding, PlayedGate, Request, TickDetail } from './protocol.js';
import { summaryOf } from './recording-summary.js';
import type { Tick } from './tick.js';

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
  readonly ticks: readonly Tick[];
}

interface Played extends Current {
  readonly playing: Playing;
}

/** Plays releases in slices, one at a time, or opens one that was, and goes on knowing the last one. */
export class Player {
  readonly #catalogue: Catalogue;
  readonly #ports: PlayerPorts;
  #current: Current | null = null;
  #recording: Recording | null = null;
  #isPlaying = false;

  constructor(catalogue: Catalogue, ports: PlayerPorts) {
    this.#catalogue = catalogue;
    this.#ports = ports;
  }

  take(request: Request): void {
    switch (request.kind) {
      case 'play':
        this.#begin(request.id, () => simulated(request.scenario, this.#catalogue));
        return;
      case 'replay':
        this.#replay(request);
        return;
      case 'open':
        this.#open(request);
        return;
      case 'cancel':
        this.#cancel();
        return;
      case 'look':
        this.#look(request);
        return;
    }
  }

  /** @param playOf what is played; what it throws is a fault of the program */
  #begin(id: number, playOf: () => Play): void {
    this.#isPlaying = false;
    this.#current = null;
    try {
      const play = playOf();
      const prepared = prepare(play);
      const findings = prepared.findings.map(fileFinding);
      if (!prepared.ok) {
        this.#ports.answer({ kind: 'refused', id, findings });
        return;
      }
      const { playing } = prepared;
      const current = { id, playing, ticks: playing.ticks };
      this.#current = current;
      this.#isPlaying = true;
      const { gateway } = playing;
      const versions = gateway.versions.map(({ label }) => label);
      const { ticks: limit } = play;
      this.#ports.answer({ kind: 'began', id, versions, limit, gates: gatesOf(gateway), findings });
      this.#ports.later(() => this.#play(current));
    } catch (error) {
      this.#fail(id, error);
    }
  }

  #open({ id, text }: Extract<Request, { kind: 'open' }>): void {
    this.#isPlaying = false;
    this.#current = null;
    if (isRecording(text)) this.#openRecording(id, text);
    else this.#openLog(id, text);
  }

  #openRecording(id: number, text: string): void {
    const read = readRecording(text);
    if (!read.ok) {
      this.#ports.answer({ kind: 'unreadable', id, message: `line ${read.line}: ${read.message}` });
      return;
    }
    const { recording, isCut } = read;
    if (recording.lines.length === 0) {
      const message = 'it ends after its first line, before anything was recorded';
      this.#ports.answer({ kind: 'unreadable', id, message });
      return;
    }
    this.#recording = recording;
    this.#ports.answer({ kind: 'recorded', id, recording: summaryOf(recording, isCut) });
  }

  #replay({ id, scenario }: Extract<Request, { kind: 'replay' }>): void {
    this.#begin(id, () => {
      if (this.#recording === null) throw new RangeError('no recording was opened');
      return recorded(this.#recording, scenario);
    });
  }

  #openLog(id: number, text: string): void {
    const read = readDecisionLog(text);
    if (!read.ok) {
      const { line, message } = read;
      this.#ports.answer({
        kind: 'unreadable',
        id,
        message: line === null ? message : `line ${line}: ${message}`,
      });
      return;
    }
    const { ticks, versions, verdict } = read.log;
    this.#current = { id, ticks };
    // The version that has the most at first is the one that the release began from.
    const shares = ticks[0]?.versions ?? [];
    const stable = shares.reduce((most, each) => (each.share > most.share ? each : most), {
      version: '',
      share: -1,
    }).version;
    this.#ports.answer({ kind: 'began', id, versions, limit: ticks.length, gates: [], findings: [] });
    this.#ports.answer({ kind: 'played', id, moments: momentsFrom(ticks, 0, stable) });
    this.#ports.answer({ kind: 'over', id, verdict });
  }

  #cancel(): void {
    if (!this.#isPlaying || this.#current === null) return;
    this.#isPlaying = false;
    this.#ports.answer({ kind: 'cancelled', id: this.#current.id });
  }

  #look({ id, index }: Extract<Request, { kind: 'look' }>): void {
    if (this.#current?.id !== id) return;
    const tick = this.#current.ticks[index];
    if (tick === undefined) return;
    const { record, events } = tick;
    const detail: TickDetail = { index, record, events };
    this.#ports.answer({ kind: 'looked', id, detail });
  }

  #play(current: Played): void {
    if (current !== this.#current || !this.#isPlaying) return;
    const { id, playing } = current;
    const from = playing.ticks.length;
    const until = this.#ports.now() + SLICE;
    try {
      while (!playing.isOver && this.#ports.now() < until) playing.step();
      const moments = momentsFrom(playing.ticks, from, playing.gateway.baseline);
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

function momentsFrom(ticks: readonly Tick[], from: number, stable: string): readonly Moment[] {
  return ticks.slice(from).map((tick, place) => momentOf(tick, ticks[from + place - 1] ?? null, stable));
}

function gatesOf({ policies }: Gateway): readonly PlayedGate[] {
  return policies.flatMap(({ gates }) =>
    gates.map(({ name, type, at }) => ({ name, type, at: typeof at === 'number' ? percentText(at) : at })),
  );
}

function fileFinding({ severity, message, start, end, source }: Finding): FileFinding {
  const line = source.text.slice(0, start).split('\n').length;
  return { severity, message, start, end, line };
}
