import { parseUnit, type MetricCatalogue, type MetricDeclaration } from '@lamia/lang';
import {
  languageCatalogue,
  type Catalogue,
  type Gateway,
  type Milliseconds,
  type RecordedGateway,
  type Recording,
} from '@lamia/runtime/engine';
import { gatewayFile } from './gateway-file.js';
import { RecordedWorld } from './recorded-world.js';
import type { GateAnswer, Scenario } from './scenario.js';
import { SimulatedWorld } from './simulated-world.js';
import type { World } from './world.js';

/** What is played: a gateway's file, and the world that its release is in. */
export interface Play {
  readonly file: string;
  /** By its name among those of the file; null for the first. */
  readonly gateway: string | null;
  /** What programs may read of a provider; null for one that is not known here. */
  readonly languageOf: (provider: string) => MetricCatalogue | null;
  readonly gates: readonly GateAnswer[];
  /** After which it ends in any case. */
  readonly ticks: number;
  /** @param history how far back the gateway's policies look */
  readonly world: (gateway: Gateway, history: Milliseconds) => World;
}

/** Traffic that is made up. `catalogue` is that of the embedded gateway. */
export function simulated(scenario: Scenario, catalogue: Catalogue): Play {
  const language = languageCatalogue(catalogue);
  return {
    file: gatewayFile(scenario),
    gateway: null,
    languageOf: (provider) => (provider === catalogue.name ? language : null),
    gates: scenario.gates,
    ticks: scenario.ticks,
    world: (gateway, history) => new SimulatedWorld(scenario, gateway, catalogue, history),
  };
}

/** What the page says of a release on what was recorded. */
export interface RecordedScenario {
  /** The place of the gateway among those that were recorded. */
  readonly gateway: number;
  /** Its file, or what the reader made of it. */
  readonly file: string;
  readonly gates: readonly GateAnswer[];
  readonly ticks: number;
}

/**
 * Traffic that was.
 *
 * @throws RangeError for a gateway that was not recorded
 */
export function recorded(
  recording: Recording,
  { gateway: place, file, gates, ticks }: RecordedScenario,
): Play {
  const gateway = recording.gateways[place];
  if (gateway === undefined) throw new RangeError(`there is no gateway ${place} in the recording`);
  const language = languageOf(gateway);
  return {
    file,
    gateway: gateway.name,
    // Where the file is played its catalogue cannot be read; what was recorded is what can be.
    languageOf: () => language,
    gates,
    ticks,
    world: (played) => new RecordedWorld(recording, place, played),
  };
}

/** The catalogue that a gateway's programs were checked with. */
function languageOf({ provider, metrics }: RecordedGateway): MetricCatalogue {
  const declared = metrics.flatMap(({ name, unit, kind, statistics }): [string, MetricDeclaration][] => {
    const parsed = parseUnit(unit);
    return parsed === null ? [] : [[name, { unit: parsed, kind, statistics, description: '' }]];
  });
  return { name: provider, metrics: new Map(declared), unavailable: new Map() };
}
