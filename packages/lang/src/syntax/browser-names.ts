/**
 * Names of browsers that classic Vamp understood after `user-agent`, whatever their case, and the texts that a user agent
 * holds where it is that browser: Chrome, too, calls itself Safari, but has no `Version`.
 */
const BROWSERS: ReadonlyMap<string, readonly [string, ...string[]]> = new Map([
  ['chrome', ['Chrome']],
  ['firefox', ['Firefox']],
  ['edge', ['Edge']],
  ['safari', ['Safari', 'Version']],
  ['ie', ['MSIE']],
]);

/** The texts that a user agent must hold to be meant by a name; any other name means itself. */
export function browserTexts(name: string): readonly [string, ...string[]] {
  return BROWSERS.get(name.toLowerCase()) ?? [name];
}
