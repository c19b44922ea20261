import type { CstNode, IToken } from 'chevrotain';
import type { Diagnostic, Fix } from '../diagnostics/diagnostic.js';
import { excerpt } from '../diagnostics/excerpt.js';
import { join, type Span } from '../source/span.js';
import type { Expression, LabelMatcher, MatchOperator, VersionLiteral, VersionReference } from './ast.js';
import { allTokens, childNode, childNodes, childToken, isEmpty } from './concrete.js';
import { parseDuration } from './duration.js';
import { tokenSpan } from './lexer/tokenize.js';
import { quote, readString } from './string-literal.js';
import { badDuration, badEscape, badPort } from './syntax-errors.js';

/** A quoted or plain name and where it stands. */
interface Label extends Span {
  readonly text: string;
  readonly quoted: boolean;
}

interface ReadSuffix {
  readonly statistic: string | null;
  readonly selector: readonly LabelMatcher[];
  readonly over: number | null;
  readonly offset: number | null;
  /** Where the suffix ends; null where there is none. */
  readonly end: number | null;
}

const NO_SUFFIX: ReadSuffix = { statistic: null, selector: [], over: null, offset: null, end: null };

/** The second dialect's reference, `svc 9090 subset1`. */
const SPACED_DESTINATION = /^(\S+)\s+(\d+)\s+(\S+)$/;

/** Builds reads, names and quoted versions, and brings older dialects to the one form of the tree. */
export class ReadBuilder {
  constructor(private readonly diagnostics: Diagnostic[]) {}

  build(primary: CstNode): Expression | null {
    const metric = childNode(primary, 'metricRead');
    if (metric !== undefined) return this.metricRead(metric);
    const promql = childNode(primary, 'promqlRead');
    if (promql !== undefined) return this.promqlRead(promql);
    const named = childNode(primary, 'namedRead');
    return named === undefined ? null : this.namedRead(named);
  }

  /** A string where a value stands is a version's label. */
  versionLiteral(token: IToken): VersionLiteral {
    const label = this.string(token);
    const span = tokenSpan(token);
    const spaced = SPACED_DESTINATION.exec(label);
    if (spaced === null) return { kind: 'VersionLiteral', label, ...span };
    const destination = destinationText(spaced[1] ?? '', spaced[2] ?? '', spaced[3] ?? '');
    this.legacy(span, destination);
    return { kind: 'VersionLiteral', label: destination, ...span };
  }

  private namedRead(node: CstNode): Expression | null {
    const name = childToken(node, 'Name');
    if (name === undefined) return null;
    const span = tokenSpan(name);
    const { end, ...suffix } = this.suffix(node);
    if (end === null) return { kind: 'Name', name: name.image, ...span };
    return {
      kind: 'Read',
      version: null,
      metric: name.image,
      metricSpan: span,
      ...suffix,
      start: span.start,
      end,
    };
  }

  private metricRead(node: CstNode): Expression | null {
    const keyword = childToken(node, 'Metric');
    const labels = childNodes(node, 'label').map((label) => this.label(label));
    const port = childToken(node, 'NumberText');
    const metric = labels[port === undefined ? 1 : 2];
    const version = this.version(labels, port);
    if (keyword === undefined || version === null || metric === undefined || metric === null) return null;
    const { end, ...suffix } = this.suffix(node);
    return {
      kind: 'Read',
      version,
      metric: metric.text,
      metricSpan: { start: metric.start, end: metric.end },
      ...suffix,
      start: keyword.startOffset,
      end: end ?? metric.end,
    };
  }

  private version(labels: readonly (Label | null)[], port: IToken | undefined): VersionReference | null {
    const first = labels[0] ?? null;
    if (first === null) return null;
    if (port === undefined) {
      const isRole = !first.quoted && (first.text === 'candidate' || first.text === 'baseline');
      return {
        kind: 'VersionReference',
        form: isRole ? 'role' : 'label',
        name: first.text,
        start: first.start,
        end: first.end,
      };
    }
    const subset = labels[1] ?? null;
    if (subset === null) return null;
    const name = destinationText(first.text, port.image, subset.text);
    const span = join(first, subset);
    if (/^\d+$/.test(port.image)) this.legacy(span, name);
    // A bad token was already reported by the lexer, a missing one by the parser.
    else if (port.tokenType.name === 'NumberText' && port.isInsertedInRecovery !== true) {
      this.diagnostics.push(badPort(port));
    }
    return { kind: 'VersionReference', form: 'label', name, ...span };
  }

  private promqlRead(node: CstNode): Expression | null {
    const keyword = childToken(node, 'Promql');
    const query = childToken(node, 'StringText');
    if (keyword === undefined || query === undefined) return null;
    const unitNode = childNode(node, 'label');
    const unit = unitNode === undefined ? null : this.label(unitNode);
    const suffix = this.suffix(node);
    const span = join(tokenSpan(keyword), unit ?? tokenSpan(query));
    if (suffix.end !== null) {
      this.diagnostics.push({
        code: 'bad-read',
        severity: 'error',
        message:
          'a `promql` query takes no statistic, selector or window after it: write them into the query',
        start: span.end,
        end: suffix.end,
      });
    }
    return {
      kind: 'PromqlRead',
      query: this.string(query),
      querySpan: tokenSpan(query),
      unit: unit?.text ?? null,
      unitSpan: unit === null ? null : { start: unit.start, end: unit.end },
      ...span,
    };
  }

  private suffix(parent: CstNode): ReadSuffix {
    const node = childNode(parent, 'readSuffix');
    if (node === undefined || isEmpty(node)) return NO_SUFFIX;
    const durations = allTokens(node, 'NumberText');
    const overToken = childToken(node, 'OverWord');
    const over = overToken === undefined ? undefined : durations[0];
    const offset = childToken(node, 'OffsetWord') === undefined ? undefined : durations.at(-1);
    const selectorNode = childNode(node, 'selector');
    const selector = selectorNode === undefined ? null : this.selector(selectorNode);
    const ends = [childToken(node, 'LabelWord'), over, offset].map((token) =>
      token === undefined || token.isInsertedInRecovery === true ? null : tokenSpan(token).end,
    );
    const end = Math.max(-1, selector?.end ?? -1, ...ends.map((place) => place ?? -1));
    return {
      statistic: childToken(node, 'LabelWord')?.image ?? null,
      selector: selector?.matchers ?? [],
      over: over === undefined ? null : this.duration(over, 'over'),
      offset: offset === undefined ? null : this.duration(offset, 'offset'),
      end: end === -1 ? null : end,
    };
  }

  private selector(node: CstNode): { readonly matchers: readonly LabelMatcher[]; readonly end: number } {
    const matchers = childNodes(node, 'matcher')
      .map((matcher) => this.matcher(matcher))
      .filter((matcher) => matcher !== null);
    const close = childToken(node, 'RightBrace');
    const open = childToken(node, 'LeftBrace');
    return {
      matchers,
      end: close === undefined ? (matchers.at(-1)?.end ?? open?.startOffset ?? -1) : close.startOffset + 1,
    };
  }

  private matcher(node: CstNode): LabelMatcher | null {
    const label = childToken(node, 'LabelWord');
    const operator = childToken(node, 'LabelOperator');
    const value = childToken(node, 'StringText');
    if (label === undefined || operator === undefined || value === undefined) return null;
    return {
      kind: 'LabelMatcher',
      label: label.image,
      // The grammar admits only these four here.
      operator: operator.image as MatchOperator,
      value: this.string(value),
      valueSpan: tokenSpan(value),
      ...join(tokenSpan(label), tokenSpan(value)),
    };
  }

  private label(node: CstNode): Label | null {
    const text = childToken(node, 'StringText');
    if (text !== undefined) return { text: this.string(text), quoted: true, ...tokenSpan(text) };
    const name = childToken(node, 'Name');
    return name === undefined ? null : { text: name.image, quoted: false, ...tokenSpan(name) };
  }

  private duration(token: IToken, word: 'over' | 'offset'): number | null {
    if (token.isInsertedInRecovery === true || token.tokenType.name !== 'NumberText') return null;
    const milliseconds = parseDuration(token.image);
    if (milliseconds !== null && (milliseconds > 0 || word === 'offset')) return milliseconds;
    this.diagnostics.push(badDuration(token, word));
    return null;
  }

  private string(token: IToken): string {
    const { value, badEscapes } = readString(token.image);
    for (const escape of badEscapes) this.diagnostics.push(badEscape(token, escape));
    return value;
  }

  private legacy(span: Span, destination: string): void {
    const fix: Fix = { title: `write ${quote(destination)}`, edits: [{ ...span, text: quote(destination) }] };
    this.diagnostics.push({
      code: 'legacy-dialect',
      severity: 'info',
      message: `an older spelling of \`${excerpt(quote(destination))}\``,
      ...span,
      fixes: [fix],
    });
  }
}

/** The third dialect's form of a destination. */
function destinationText(service: string, port: string, subset: string): string {
  return `${service}:${port}/${subset}`;
}
