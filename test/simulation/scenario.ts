import type { UnknownCause } from '@lamia/lang';
import { durationText } from '@lamia/lang';
import type { FreezeWindow, Gate, Gateway, Policy } from '../../packages/runtime/src/config/gateway.js';
import { percentText, weightsText } from '../../packages/runtime/src/config/weights.js';
import type { Behaviour } from './traffic.js';

/** The time at which every world begins: Tuesday 14 November 2023, 22:13:20 in Greenwich. */
export const BEGIN = 1_700_000_000_000;

/** How the metric source is for a while; an unknown is what its reads of one version get, of all where `version` is null. */
export type SourceMode =
  | 'well'
  | 'hangs'
  | 'throws'
  | 'slow'
  | 'short'
  | { readonly cause: UnknownCause; readonly version: string | null };

/**
 * How the data plane is for a while. `partial`: it takes the first route and says it took all; `deaf`: it takes no weights and says so
 * too; `late`: it takes them long after everybody has given up; `blind`: it does as told and cannot say what it has.
 */
export type TargetMode = 'well' | 'refuses' | 'hangs' | 'slow' | 'partial' | 'deaf' | 'late' | 'blind';

/** How the store is for a while; `full`: nothing can be written. */
export type StoreMode = 'well' | 'full' | 'slow';

/**
 * How the webhooks at gates are for a while; `silent`: they do not answer; `slow`: long after they were asked; `refuses`: they
 * let nothing pass.
 */
export type KeeperMode = 'well' | 'silent' | 'slow' | 'refuses';

/** What whoever is asked at a gate says there, a person or a webhook; `silent`: nothing, ever. */
export type Character = 'approves' | 'refuses' | 'silent';

/** What happens once, when a spell begins. */
export type Incident = 'restarted' | 'edited' | 'forgets' | { readonly clockSetBy: number };

/** What an operator asks of the release of every gateway that there is; `weights`: all of the first route to the last version. */
export type Order = 'pause' | 'resume' | 'promote' | 'rollback' | 'weights' | 'approve' | 'refuse';

/** Somebody puts a guest as one of its forms, or wants it gone where `form` is null; places count round. */
export interface Change {
  readonly guest: number;
  readonly form: number | null;
}

/** What the world is like for a while. */
export interface Spell {
  readonly seconds: number;
  /** What somebody asks for when it begins, in this order, while what was asked before is still under way. */
  readonly changes: readonly Change[];
  /** What operators ask for when it begins, in this order, whether that fits or not. */
  readonly orders: readonly Order[];
  readonly incidents: readonly Incident[];
  readonly source: SourceMode;
  readonly target: TargetMode;
  readonly store: StoreMode;
  readonly keeper: KeeperMode;
  readonly isReady: boolean;
  /** The process is killed around the so-manieth call of its ports; null: it is not. */
  readonly diesAfter: number | null;
}

/** One gateway, how its versions behave, and what is said at its gates, by their names. */
export interface Cast {
  readonly gateway: Gateway;
  readonly behaviours: ReadonlyMap<string, Behaviour>;
  readonly characters: ReadonlyMap<string, Character>;
}

/** A gateway that comes and goes while the runtime is at work, and the descriptions that it is put with. */
export interface Guest {
  readonly name: string;
  readonly forms: readonly Form[];
}

/** One description of a guest; the runtime refuses to run one that is not `sound`. */
export interface Form extends Cast {
  readonly isSound: boolean;
}

/** A world and what befalls it; once all of that is over, nothing is wrong with it any more. */
export interface Scenario {
  /** Those that are there from the begin, as if a file described them. */
  readonly casts: readonly Cast[];
  readonly guests: readonly Guest[];
  readonly quantum: number;
  readonly course: readonly Spell[];
}

/** A scenario for people. */
export function scenarioText({ casts, guests, quantum, course }: Scenario): string {
  return [
    ...casts.flatMap(castLines),
    ...guests.flatMap(({ name, forms }, place) =>
      forms.flatMap((form, at) => [
        `guest ${place}, form ${at}${form.isSound ? '' : ', which cannot run'}:`,
        ...castLines({ ...form, gateway: { ...form.gateway, name } }),
      ]),
    ),
    ...(quantum === 1 ? [] : [`the data plane shifts in steps of ${percentText(quantum)}`]),
    ...(course.length === 0 ? ['nothing goes wrong'] : course.map(spellText)),
  ].join('\n');
}

function castLines({ gateway, behaviours, characters }: Cast): readonly string[] {
  const { name, baseline, candidate, metrics, routes, policies } = gateway;
  const versions = [...behaviours].map(([label, { failingEighths }]) => `${label} fails ${failingEighths}/8`);
  return [
    `gateway ${name}: ${baseline} → ${candidate ?? 'the best'}; ${versions.join(', ')}`,
    `  window ${durationText(metrics?.window ?? 0)}, scraped every ${durationText(metrics?.scrapeInterval ?? 0)}`,
    ...routes.map((route) => `  route ${route.name}: ${weightsText(route.weights)}`),
    ...policies.map((policy) => `  ${policyText(policy)}`),
    ...policies.flatMap(({ gates }) => gates.map((gate) => `  ${gateText(gate, characters)}`)),
    ...(policies[0]?.freeze ?? []).map((window) => `  frozen ${windowText(window)}`),
  ];
}

/** A policy in short; what is as most have it is left out. */
function policyText(policy: Policy): string {
  const { type, routes, interval, step, start, deadline, rollback, budgets, failures } = policy;
  const pace = `from ${percentText(start)} by ${percentText(step)} every ${durationText(interval)}`;
  const settings = [
    `${type} on ${routes.join(' and ')} ${pace}`,
    ...(rollback === 'gradual' ? [] : [`${rollback} rollback`]),
    ...(deadline === null ? [] : [`${deadline.then} after ${durationText(deadline.after)}`]),
    ...(policy.minimumRequests === 0 ? [] : [`${policy.minimumRequests} requests`]),
    ...(failures.consecutive === null ? [] : [`${failures.consecutive} failures in a row`]),
    ...(failures.total === null ? [] : [`${failures.total} failures in all`]),
    ...Object.entries(budgets).map(
      ([name, budget]) => `${name} ${durationText(budget.for)} then ${budget.then}`,
    ),
    ...(policy.observe ? ['observing'] : []),
    ...(policy.type === 'health'
      ? [`limit ${percentText(policy.limit)}, floor ${percentText(policy.floor)}`]
      : []),
    ...(policy.type === 'metric' ? [`the ${policy.goal}`] : []),
    ...(policy.type === 'time' ? [] : [policy.expression.replaceAll(/\s+/g, ' ').trim()]),
  ];
  return settings.join(', ');
}

function gateText({ name, at, type, timeout, then }: Gate, characters: Cast['characters']): string {
  const place = typeof at === 'number' ? percentText(at) : at;
  const patience = timeout === null ? '' : ` within ${durationText(timeout)}`;
  return `${type} gate ${name} at ${place}: ${characters.get(name) ?? 'approves'}${patience}, else ${then}`;
}

function windowText(window: FreezeWindow): string {
  return window.kind === 'once'
    ? `from ${(window.from - BEGIN) / 1000} s to ${(window.to - BEGIN) / 1000} s`
    : `each week from minute ${window.from} to ${window.to} of ${window.days.join(' and ')}`;
}

function spellText(spell: Spell): string {
  const { seconds, changes, orders, incidents, source, target, store, keeper, isReady, diesAfter } = spell;
  const wrong = [
    ...changes.map(({ guest, form }) =>
      form === null ? `guest ${guest} is removed` : `guest ${guest} is put as form ${form}`,
    ),
    ...orders.map((order) => `an operator says ${order}`),
    ...incidents.map((incident) =>
      typeof incident === 'string' ? incident : `the clock is set by ${incident.clockSetBy} s`,
    ),
    ...(source === 'well' ? [] : [`source ${sourceText(source)}`]),
    ...(target === 'well' ? [] : [`target ${target}`]),
    ...(store === 'well' ? [] : [`store ${store}`]),
    ...(keeper === 'well' ? [] : [`webhooks ${keeper}`]),
    ...(isReady ? [] : ['candidate not ready']),
    ...(diesAfter === null ? [] : [`killed at instant ${diesAfter}`]),
  ];
  return `${seconds} s: ${wrong.length === 0 ? 'all is well' : wrong.join(', ')}`;
}

function sourceText(mode: Exclude<SourceMode, 'well'>): string {
  return typeof mode === 'string' ? mode : `has ${mode.cause} of ${mode.version ?? 'all'}`;
}
