import fc from 'fast-check';
import { arbitraryCast, arbitraryQuantum } from './arbitrary-gateway.js';
import { arbitraryChanges, arbitraryGuests } from './arbitrary-guests.js';
import { mostly } from './mostly.js';
import type {
  Incident,
  KeeperMode,
  Order,
  Scenario,
  SourceMode,
  Spell,
  StoreMode,
  TargetMode,
} from './scenario.js';

const SOURCE: fc.Arbitrary<SourceMode> = mostly<SourceMode>(
  'well',
  fc.oneof(
    fc.constantFrom<SourceMode>('hangs', 'throws', 'slow', 'short'),
    fc.record({
      cause: fc.constantFrom('no-series', 'nan', 'infinite', 'many-series', 'source-failed'),
      version: fc.constantFrom(null, 'version1', 'version2'),
    }),
  ),
  2,
);

const TARGET: fc.Arbitrary<TargetMode> = mostly<TargetMode>(
  'well',
  fc.constantFrom('refuses', 'hangs', 'slow', 'partial', 'deaf', 'late', 'blind'),
);

const STORE: fc.Arbitrary<StoreMode> = mostly<StoreMode>('well', fc.constantFrom('full', 'slow'), 5);

const KEEPER: fc.Arbitrary<KeeperMode> = mostly<KeeperMode>(
  'well',
  fc.constantFrom('silent', 'slow', 'refuses'),
);

const INCIDENT: fc.Arbitrary<Incident> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom<Incident>('restarted', 'edited', 'forgets') },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(1, 30, 600, 7200, -1, -30, -600)
      .map((clockSetBy): Incident => ({ clockSetBy })),
  },
);

const ORDER = fc.constantFrom<Order>(
  'pause',
  'resume',
  'rollback',
  'promote',
  'weights',
  'approve',
  'refuse',
);

const SPELL: fc.Arbitrary<Spell> = fc.record({
  // What goes wrong shortly after something else meets what is half done.
  seconds: fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: 1, max: 120 }) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 3 }) },
  ),
  changes: arbitraryChanges,
  orders: mostly<readonly Order[]>([], fc.array(ORDER, { minLength: 1, maxLength: 3 }), 4),
  incidents: mostly<readonly Incident[]>([], fc.array(INCIDENT, { minLength: 1, maxLength: 2 })),
  source: SOURCE,
  target: TARGET,
  store: STORE,
  keeper: KEEPER,
  isReady: fc.boolean().chain((isSure) => (isSure ? fc.constant(true) : mostly(true, fc.constant(false)))),
  diesAfter: mostly<number | null>(null, fc.nat(60)),
});

/** A world with one or two gateways, and what befalls it. */
export const arbitraryScenario: fc.Arbitrary<Scenario> = fc.record({
  casts: fc.oneof(
    { weight: 5, arbitrary: fc.tuple(arbitraryCast('shop')) },
    { weight: 1, arbitrary: fc.tuple(arbitraryCast('shop'), arbitraryCast('cart')) },
  ),
  guests: arbitraryGuests,
  quantum: arbitraryQuantum,
  course: fc.array(SPELL, { maxLength: 6 }),
});
