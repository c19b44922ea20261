import type { Matcher } from '@lamia/lang';
import type { Series, Measure } from '../../packages/runtime/src/metrics/catalogue/measure.js';
import { identityValues } from '../../packages/runtime/src/metrics/catalogue/measure.js';
import { stringLiteral } from '../../packages/runtime/src/metrics/promql/print.js';
import type { BoundRead } from '../../packages/runtime/src/metrics/source.js';

type MetricRead = Extract<BoundRead, { kind: 'metric' }>;

/**
 * One read as one query of its own, with its arithmetic and its witness left to Prometheus: what a person would write by
 * hand, and what the planner's grouped answers are held against.
 */
export function singleQuery(measure: Measure, read: MetricRead): string {
  const of = (part: Measure): string => singleQuery(part, read);
  switch (measure.kind) {
    case 'increase':
      return `sum(increase(${selector(measure.series, read)}))`;
    case 'over-time': {
      const name = { average: 'avg', min: 'min', max: 'max' }[measure.statistic];
      return `${measure.across}(${name}_over_time(${selector(measure.series, read)}))`;
    }
    case 'quantile':
      return `histogram_quantile(${measure.quantile}, sum by (le) (increase(${selector(measure.series, read)})))`;
    case 'scaled':
      return `(${of(measure.of)}) * ${measure.factor}`;
    case 'per-second':
      return `(${of(measure.of)}) / ${read.window / 1000}`;
    case 'quotient':
      return `(${of(measure.dividend)}) / (${of(measure.divisor)})`;
    case 'sum':
      return measure.terms.map((term) => `(${of(term)})`).join(' + ');
    case 'zero-when-absent':
      return `(${of(measure.of)}) or (${of(measure.witness)}) * 0`;
  }
}

function selector(
  { name, where, identity }: Series,
  { subject, selector: own, window, offset }: MetricRead,
): string {
  const values = identityValues(identity, subject);
  const known = [...identity.keys()].map((label, index): Matcher => ({
    label,
    operator: '=',
    value: values[index] ?? '',
  }));
  const matchers = [...known, ...where, ...own].map(
    ({ label, operator, value }) => `${label}${operator}${stringLiteral(value)}`,
  );
  return `${name}{${matchers.join(',')}}[${window}ms]${offset === 0 ? '' : ` offset ${offset}ms`}`;
}
