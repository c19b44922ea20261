import type { Milliseconds } from '../../packages/runtime/src/config/duration.js';
import type { Gateway } from '../../packages/runtime/src/config/gateway.js';
import type { ActResult } from '../../packages/runtime/src/release/control.js';
import type { ReleaseEvent } from '../../packages/runtime/src/release/events.js';
import type { GatewayState } from '../../packages/runtime/src/release/state.js';
import type { Routing } from '../../packages/runtime/src/routing/target.js';
import type { Progress } from '../../packages/runtime/src/store/store.js';
import type { Order } from './scenario.js';

/** One thing that happened. */
export type Happening =
  /** A process began, was killed, ended in good order or could not start. */
  | { readonly kind: 'process'; readonly what: 'began' | 'killed' | 'stopped' | 'failed' }
  /** The store took these, or refused them. */
  | {
      readonly kind: 'stored';
      readonly as: 'intents' | 'outcomes';
      readonly progress: readonly Progress[];
      readonly isTaken: boolean;
    }
  /** The store took a description and how its gateway stands from then on, or refused it. */
  | {
      readonly kind: 'stored';
      readonly as: 'document';
      /** Which change it belongs to. */
      readonly change: number;
      readonly progress: readonly Progress[];
      readonly isTaken: boolean;
    }
  /** The store gave up a gateway, or could not. */
  | { readonly kind: 'forgotten'; readonly gateway: string; readonly isTaken: boolean }
  /** Somebody put a gateway or wants it gone, for the so-manieth time; a form of null is none. */
  | {
      readonly kind: 'wanted';
      readonly change: number;
      readonly gateway: string;
      readonly form: number | null;
    }
  /** What became of that: `refused` for what is wrong with it, `failed` where the world was in the way, `nothing` to remove. */
  | {
      readonly kind: 'changed';
      readonly change: number;
      readonly outcome: 'done' | 'refused' | 'failed' | 'nothing';
    }
  /** The data plane was asked to have these weights. */
  | { readonly kind: 'asked'; readonly routings: readonly Routing[] }
  /** The data plane has these weights from now on. */
  | { readonly kind: 'served'; readonly routing: Routing; readonly by: 'runtime' | 'hand' }
  | { readonly kind: 'told'; readonly event: ReleaseEvent }
  /** An operator's order was carried out or refused. */
  | {
      readonly kind: 'answered';
      readonly gateway: string;
      readonly order: Order;
      readonly result: ActResult;
    }
  /** A process that is over called a port. */
  | { readonly kind: 'stray' }
  /** The runtime found its own program at fault. */
  | { readonly kind: 'fault'; readonly fault: unknown; readonly during: string }
  /** Nothing has been wrong for a while: what is stored, and what the data plane has. */
  | {
      readonly kind: 'settled';
      readonly states: readonly GatewayState[];
      readonly served: ReadonlyMap<string, Routing>;
      /** The descriptions by which the data plane serves them. */
      readonly descriptions: ReadonlyMap<string, Gateway>;
      /** The guests that the store has, by the place of their form. */
      readonly guests: ReadonlyMap<string, number>;
      /** The guests that the runtime says it has. */
      readonly running: readonly string[];
    };

/** Something that happened, and when. */
export type Entry = Happening & {
  /** Which process ran then, from 1. */
  readonly life: number;
  readonly elapsed: Milliseconds;
};

/** Everything that happened in a world, in order. */
export class Journal {
  readonly entries: Entry[] = [];
  life = 0;

  constructor(private readonly elapsed: () => Milliseconds) {}

  note(happening: Happening): void {
    this.entries.push({ ...happening, life: this.life, elapsed: this.elapsed() });
  }
}
