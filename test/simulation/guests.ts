import type { Gateway } from '../../packages/runtime/src/config/gateway.js';
import type { PutOutcome } from '../../packages/runtime/src/release/gateway-changes.js';
import type { ReleaseRuntime } from '../../packages/runtime/src/release/runtime.js';
import type { FakeClock } from '../../packages/runtime/src/release/testing/clock.js';
import { TargetError } from '../../packages/runtime/src/routing/target.js';
import { NoAnswerError } from '../../packages/runtime/src/release/within.js';
import { StoreError, type Store, type StoredDocument } from '../../packages/runtime/src/store/store.js';
import type { Happening, Journal } from './journal.js';
import type { Change, Form, Guest } from './scenario.js';

/** Who puts guests and removes them. */
export const HOST = 'hugo';

type Outcome = Extract<Happening, { readonly kind: 'changed' }>['outcome'];

/** What a document of these worlds says: which form of its guest it is, and which change brought it. */
interface Written {
  readonly form: number;
  readonly change: number;
}

/** What stands in a document that the store of such a world has. */
export function formOf({ document }: StoredDocument): Written {
  return document as Written; // only `Guests` writes documents
}

/** The gateways that come and go in a world, and those who ask for that. */
export class Guests {
  /** How often anybody asked for anything. */
  #changes = 0;

  constructor(
    private readonly guests: readonly Guest[],
    private readonly clock: FakeClock,
    private readonly journal: Journal,
  ) {}

  /** Those that a store has, as they were put last. */
  async in(store: Pick<Store, 'documents'>): Promise<readonly Gateway[]> {
    const documents = await store.documents();
    return documents.flatMap((document) => {
      const guest = this.guests.find(({ name }) => name === document.gateway);
      const form = guest?.forms[formOf(document).form];
      return form === undefined ? [] : [form.gateway];
    });
  }

  /** Somebody asks for a change, and waits for the answer no longer than the process lives. */
  want(change: Change, runtime: ReleaseRuntime): void {
    const guest = this.guests[change.guest % this.guests.length];
    if (guest === undefined) return;
    const form = change.form === null ? null : change.form % guest.forms.length;
    const described = form === null ? null : (guest.forms[form] ?? null);
    const id = (this.#changes += 1);
    this.journal.note({ kind: 'wanted', change: id, gateway: guest.name, form });
    this.#ask(runtime, guest.name, described, { form: form ?? 0, change: id }).then(
      (outcome) => {
        this.journal.note({ kind: 'changed', change: id, outcome });
      },
      (fault: unknown) => {
        const isOutside =
          fault instanceof StoreError || fault instanceof TargetError || fault instanceof NoAnswerError;
        if (isOutside) this.journal.note({ kind: 'changed', change: id, outcome: 'failed' });
        else this.journal.note({ kind: 'fault', fault, during: `the change of ${guest.name}` });
      },
    );
  }

  async #ask(
    runtime: ReleaseRuntime,
    gateway: string,
    form: Form | null,
    document: Written,
  ): Promise<Outcome> {
    if (form === null) return (await runtime.remove(gateway, HOST)) ? 'done' : 'nothing';
    const put: PutOutcome = await runtime.put(form.gateway, {
      gateway,
      document,
      by: HOST,
      at: this.clock.now(),
    });
    return put.ok ? 'done' : 'refused';
  }
}
