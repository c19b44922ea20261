import { lineText, locate } from '../source/location.js';
import type { Diagnostic, Severity } from './diagnostic.js';
import { printable } from './printable.js';

export interface RenderOptions {
  /** The file's name, shown before line and column. */
  readonly name: string;
  /** Wraps a part in colours; the default leaves text as it is. */
  readonly paint?: (text: string, role: Severity | 'frame') => string;
}

/** The longest piece of a source line that a frame shows. */
const FRAME_WIDTH = 100;

/**
 * A diagnostic for a terminal: `file:line:column: severity: message [code]`, the line it is about with the place underlined,
 * and the fixes.
 */
export function renderDiagnostic(source: string, diagnostic: Diagnostic, options: RenderOptions): string {
  const paint = options.paint ?? ((text: string) => text);
  const { line, column } = locate(source, diagnostic.start);
  const message = printable(diagnostic.message);
  const head = `${options.name}:${line}:${column}: ${paint(diagnostic.severity, diagnostic.severity)}: ${message} [${diagnostic.code}]`;
  const related = (diagnostic.related ?? []).map((place) => {
    const at = locate(source, place.start);
    return `  ${options.name}:${at.line}:${at.column}: ${printable(place.message)}`;
  });
  const fixes = (diagnostic.fixes ?? []).map((fix) => `  fix: ${printable(fix.title)}`);
  const frame = codeFrame(source, diagnostic.start, diagnostic.end).map((text) => paint(text, 'frame'));
  return [head, ...frame, ...related, ...fixes].join('\n');
}

/** The line that holds `start`, numbered, and a line of `^` under the place. */
export function codeFrame(source: string, start: number, end: number): readonly string[] {
  const { line, column } = locate(source, start);
  const text = lineText(source, start);
  const first = column - 1;
  const length = Math.max(1, Math.min(end - start, text.length - first));
  // A long line is cut around the place, so that the marks stay in sight.
  const from =
    first + Math.min(length, FRAME_WIDTH) <= FRAME_WIDTH ? 0 : Math.max(0, first - FRAME_WIDTH / 2);
  const shown = printable(text.slice(from, from + FRAME_WIDTH));
  const [before, after] = [from > 0 ? '…' : '', from + FRAME_WIDTH < text.length ? '…' : ''];
  const gutter = String(line);
  const blank = ' '.repeat(gutter.length);
  // Tabs stay tabs under the line, so that the marks stand where the terminal puts the text.
  const padding = `${before === '' ? '' : ' '}${text.slice(from, first).replace(/[^\t]/g, ' ')}`;
  const marks = '^'.repeat(Math.max(1, Math.min(length, from + FRAME_WIDTH - first)));
  return [`${blank} |`, `${gutter} | ${before}${shown}${after}`, `${blank} | ${padding}${marks}`];
}
