import { resolve } from 'node:path';
import type { ProgramFlags } from '../cli/program-options.js';

/** What an editor's settings tell about the place where programs run; all of it may be left out. */
export interface Settings extends Pick<ProgramFlags, 'versions' | 'baseline' | 'candidate'> {
  /** A built-in metrics catalogue by its name, or the path of a catalogue file. */
  readonly catalogue?: string;
  /** A metrics file with the values that are shown, as `lamia eval` takes it. */
  readonly metrics?: string;
  /** Where values come from instead. */
  readonly prometheus?: PrometheusSettings;
}

/** A Prometheus that is asked for the versions of one application. */
export interface PrometheusSettings {
  readonly url: string;
  readonly application: string;
  readonly namespace?: string;
}

export interface ReadSettings {
  readonly settings: Settings;
  /** What was wrong, one sentence each; the rest is used. */
  readonly problems: readonly string[];
}

/** Reads what an editor sent; whatever is not known here is left alone, as editors keep settings of their own beside ours. */
export function readSettings(value: unknown): ReadSettings {
  const problems: string[] = [];
  const given = isRecord(value) ? value : {};
  const text = (from: Record<string, unknown>, name: string, key = name): Record<string, string> => {
    const found = from[key];
    if (found === undefined || found === null || found === '') return {};
    if (typeof found === 'string') return { [key]: found };
    problems.push(`\`lamia.${name}\` is a text`);
    return {};
  };
  const settings: Settings = {
    ...versions(given['versions'], problems),
    ...text(given, 'baseline'),
    ...text(given, 'candidate'),
    ...text(given, 'catalogue'),
    ...text(given, 'metrics'),
    ...prometheus(given['prometheus'], text, problems),
  };
  return { settings, problems };
}

function versions(value: unknown, problems: string[]): Pick<Settings, 'versions'> {
  if (value === undefined || value === null) return {};
  if (Array.isArray(value) && value.every((label): label is string => typeof label === 'string')) {
    return value.length === 0 ? {} : { versions: [...new Set(value)] };
  }
  problems.push('`lamia.versions` is a list of labels such as `["version1", "version2"]`');
  return {};
}

function prometheus(
  value: unknown,
  text: (from: Record<string, unknown>, name: string, key: string) => Record<string, string>,
  problems: string[],
): Pick<Settings, 'prometheus'> {
  if (value === undefined || value === null) return {};
  const given = isRecord(value) ? value : {};
  const { url, application, namespace } = {
    ...text(given, 'prometheus.url', 'url'),
    ...text(given, 'prometheus.application', 'application'),
    ...text(given, 'prometheus.namespace', 'namespace'),
  } as Partial<Record<string, string>>; // the keys are those just read
  if (url === undefined && application === undefined) return {};
  if (url === undefined || application === undefined) {
    problems.push('`lamia.prometheus` names a `url` and the `application` whose versions are asked for');
    return {};
  }
  return { prometheus: { url, application, ...(namespace === undefined ? {} : { namespace }) } };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The same with paths that are relative to the folder that is open in the editor. */
export function within(root: string, settings: Settings): Settings {
  const { catalogue, metrics } = settings;
  return {
    ...settings,
    ...(catalogue !== undefined && isPath(catalogue) && { catalogue: resolve(root, catalogue) }),
    ...(metrics !== undefined && { metrics: resolve(root, metrics) }),
  };
}

const isPath = (name: string): boolean => /[/\\]|\.(?:ya?ml|json)$/.test(name);
