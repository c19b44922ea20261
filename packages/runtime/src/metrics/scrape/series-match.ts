import type { Matcher } from '@lamia/lang';
import { identityValues } from '../catalogue/measure.js';
import type { Series } from '../catalogue/measure.js';
import { labelRegex } from '../label-regex.js';
import type { LabelTest } from '../label-regex.js';
import type { Subject } from '../source.js';
import type { KeptSeries } from './history.js';

/** Compiles matchers; every regular expression once. */
export class MatcherCompiler {
  readonly #regexes = new Map<string, LabelTest | null>();

  /** A test for series of a leaf that belong to a subject; null where a selector holds no regular expression. */
  compile(
    series: Series,
    subject: Subject,
    selector: readonly Matcher[],
  ): ((series: KeptSeries) => boolean) | null {
    const values = identityValues(series.identity, subject);
    const identity = [...series.identity.keys()].map((label, index) => equals(label, values[index] ?? ''));
    const others = [...series.where, ...selector].map((matcher) => this.#test(matcher));
    const tests = [...identity, ...others].filter((test) => test !== null);
    return others.includes(null) ? null : (one) => tests.every((test) => test(one));
  }

  #test({ label, operator, value }: Matcher): ((series: KeptSeries) => boolean) | null {
    switch (operator) {
      case '=':
        return equals(label, value);
      case '!=':
        return (series) => labelOf(series, label) !== value;
      case '=~':
      case '!~': {
        const test = this.#regex(value);
        return test && ((series) => test(labelOf(series, label)) === (operator === '=~'));
      }
    }
  }

  #regex(pattern: string): LabelTest | null {
    const known = this.#regexes.get(pattern);
    if (known !== undefined) return known;
    const regex = labelRegex(pattern);
    this.#regexes.set(pattern, regex);
    return regex;
  }
}

function equals(label: string, value: string): (series: KeptSeries) => boolean {
  return (series) => labelOf(series, label) === value;
}

/** A series without a label is one whose label is empty, as in Prometheus. */
function labelOf({ labels }: KeptSeries, label: string): string {
  return labels.get(label) ?? '';
}
