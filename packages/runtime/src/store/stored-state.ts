import { Ajv } from 'ajv';
import * as Type from 'typebox';
import { errorMessage } from '../errors/error-message.js';
import type { GatewayState } from '../release/state.js';
import { StoreError } from './store.js';

const exactly = <const Properties extends Type.TProperties>(properties: Properties) =>
  Type.Object(properties, { additionalProperties: false });
/** Not a union, because the validator fills in no defaults within one. */
const orNull = <const Schema extends Type.TSchema>(schema: Schema) =>
  Type.Unsafe<Type.Static<Schema> | null>({ ...schema, nullable: true });
const oneOf = <const Words extends readonly string[]>(...words: Words) =>
  Type.Unsafe<Words[number]>({ type: 'string', enum: words });

/** Milliseconds since the epoch, or a length of time in milliseconds. */
const TIME = Type.Number({ minimum: 0 });
const COUNT = Type.Integer({ minimum: 0 });
const SHARE = Type.Integer({ minimum: 0, maximum: 10_000 });
const ROUTES = Type.Array(
  exactly({
    route: Type.String(),
    shares: Type.Array(
      Type.Unsafe<[string, number]>({
        type: 'array',
        items: [Type.String(), SHARE],
        minItems: 2,
        additionalItems: false,
      }),
    ),
  }),
);
const VERDICT = [
  exactly({ kind: oneOf('toward'), version: Type.String() }),
  exactly({ kind: oneOf('hold') }),
] as const;
const POLICY = exactly({
  askedAt: orNull(TIME),
  verdict: Type.Union([...VERDICT, Type.Null()]),
  leader: { ...orNull(Type.String()), default: null },
  noDataSince: orNull(TIME),
  sourceErrorsSince: orNull(TIME),
  failures: exactly({ consecutive: COUNT, total: COUNT }),
});
const RELEASE = exactly({
  identity: exactly({
    gateway: Type.String(),
    stable: Type.String(),
    candidate: orNull(Type.String()),
    policies: Type.String(),
  }),
  phase: oneOf(
    'Pending',
    'Progressing',
    'Waiting',
    'Paused',
    'RollingBack',
    'Promoted',
    'RolledBack',
    'Held',
    'Superseded',
  ),
  startedAt: TIME,
  reason: Type.String(),
  shifts: COUNT,
  policies: Type.Array(POLICY),
  rollback: orNull(exactly({ mode: oneOf('gradual', 'immediate'), step: SHARE, interval: TIME })),
  promoting: Type.Boolean({ default: false }),
  suspension: {
    ...orNull(
      exactly({
        from: oneOf('Pending', 'Progressing'),
        since: TIME,
        isFrozen: Type.Boolean({ default: false }),
      }),
    ),
    default: null,
  },
  suspendedFor: { ...TIME, default: 0 },
  gates: Type.Array(
    exactly({
      gate: Type.String(),
      askedAt: TIME,
      answer: orNull(exactly({ approved: Type.Boolean(), by: Type.String(), at: TIME })),
    }),
    { default: [] },
  ),
});

/** The state of one gateway as files keep it. */
const STATE = exactly({
  gateway: Type.String(),
  stable: Type.String(),
  declared: exactly({ baseline: Type.String(), routes: ROUTES }),
  intent: exactly({ step: COUNT, routes: ROUTES }),
  confirmed: orNull(exactly({ step: COUNT, routes: ROUTES, at: TIME })),
  outage: orNull(exactly({ since: TIME, message: Type.String() })),
  release: orNull(RELEASE),
});

/** A field that earlier versions did not have has a default, which their states get when they are read. */
const isState = new Ajv({ strictTuples: false, useDefaults: true }).compile<Type.Static<typeof STATE>>(STATE);

/** A row of the table of gateways in the state file that messages call `file`. */
export interface StoredRow {
  readonly name: string;
  readonly state: string;
}

/** A state as it was read, or why it cannot be, in words. */
export type CheckedState =
  { readonly ok: true; readonly state: GatewayState } | { readonly ok: false; readonly problem: string };

/** What somebody stored as the state of the gateway `name`; what earlier versions did not have is filled in where it stands. */
export function checkedState(name: string, stored: unknown): CheckedState {
  if (!isState(stored)) {
    // Of alternatives that all fail, the one that was followed furthest is the one that was meant.
    const [error] = (isState.errors ?? []).toSorted((a, b) => b.instancePath.length - a.instancePath.length);
    return { ok: false, problem: `\`${error?.instancePath ?? ''}\` ${error?.message ?? 'is wrong'}` };
  }
  if (stored.gateway !== name) return { ok: false, problem: `it is that of gateway \`${stored.gateway}\`` };
  return { ok: true, state: stored };
}

/**
 * The states that a file has. One that cannot be read is never taken for none: its release would begin anew.
 * @throws StoreError for a state of another shape
 */
export function statesOf(file: string, rows: readonly StoredRow[]): readonly GatewayState[] {
  return rows.map(({ name, state }): GatewayState => {
    const problem = (what: string): StoreError =>
      new StoreError(
        `the state of gateway \`${name}\` in \`${file}\` cannot be read (${what}); ` +
          'restore a copy of the file, move it away to start anew, or choose another with `--state`',
      );
    const checked = checkedState(name, parsed(state, problem));
    if (!checked.ok) throw problem(checked.problem);
    return checked.state;
  });
}

function parsed(json: string, problem: (what: string) => StoreError): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw problem(errorMessage(error));
  }
}
