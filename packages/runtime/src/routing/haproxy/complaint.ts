import type { Configuration } from './configuration.js';

interface Alert {
  /** From 1; null when it names no line. */
  readonly line: number | null;
  readonly text: string;
}

/**
 * What HAProxy said about a configuration that it refuses, each alert with what its line was written for: people wrote
 * gateways and versions, not lines of that file.
 */
export function complaint(said: string, configuration: Configuration): string {
  const alerts = said.split('\n').flatMap(alertOf);
  if (alerts.length === 0) return said.trim();
  return alerts
    .map(({ line, text }) => {
      const origin = line === null ? undefined : configuration.origins[line - 1];
      return origin === undefined ? text : `${origin}: ${text}`;
    })
    .join('; ');
}

/** `[ALERT]    (123) : config : parsing [haproxy.cfg:12] : unknown keyword …`, also without `parsing` and `config`. */
const ALERT =
  /^\[ALERT\]\s+\(\d+\) : (?:config : )?(?:(?:parsing |Binding )?\[[^\]]*?:(\d+)\]\s*:?\s*)?(.*)$/;

/** Said after the alerts that matter, of every configuration alike. */
const EPILOGUE = /^(?:Error\(s\) found in|Fatal errors found in|Failed to initialize|\[haproxy\.main\(\)\])/;

function alertOf(line: string): readonly Alert[] {
  const [, at, text = ''] = ALERT.exec(line) ?? [];
  if (text === '' || EPILOGUE.test(text)) return [];
  return [{ line: at === undefined ? null : Number(at), text: text.trim() }];
}
