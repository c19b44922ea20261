import { parseUnit } from '@lamia/lang';
import type { Unit } from '@lamia/lang';
import type { Findings } from '../../config/finding.js';
import type { Place } from '../../config/place.js';
import type { Tree } from '../../config/yaml/tree.js';
import type { Form, Reference, SeriesDeclaration } from './declaration.js';
import { MapReader, textOf } from './map-reader.js';
import type { Identity } from './measure.js';
import { readIdentity, readMatchers } from './read-labels.js';

const FORMS = ['counter', 'gauge', 'histogram', 'ratio', 'sum', 'as'] as const;
const SERIES_KEYS = ['series', 'where', 'scale'];
const SERIES_NAME = /^[A-Za-z_:][A-Za-z0-9_:]*$/;
const REFERENCE = /^([A-Za-z_][A-Za-z0-9_]*)(?:\.([A-Za-z0-9_]+))?$/;

/** The keys of a metric that say how its number is made. */
export const FORM_KEYS: readonly string[] = [...FORMS, 'unit', 'witness', 'identity'];

/** Which of these keys go with which form; the others would mean nothing there. */
const COMPANIONS: Readonly<Record<Form['kind'], readonly string[]>> = {
  counter: ['unit', 'witness', 'identity'],
  gauge: ['unit', 'identity'],
  histogram: ['unit', 'identity'],
  ratio: [],
  sum: [],
  as: [],
};

/** Reads how one metric's number is made. Null where something is amiss, which is then among the findings. */
export function readForm(fields: MapReader, name: string, place: Place, findings: Findings): Form | null {
  const present = FORMS.filter((form) => fields.has(form));
  const [kind] = present;
  if (kind === undefined || present.length > 1) {
    const found = present.length === 0 ? 'none' : present.map((form) => `\`${form}\``).join(' and ');
    const message = `\`${name}\` needs exactly one of ${FORMS.map((form) => `\`${form}\``).join(', ')}, but has ${found}`;
    findings.error(place, present.length === 0 ? 'missing-key' : 'conflicting-keys', message);
    return null;
  }
  for (const key of ['unit', 'witness', 'identity']) {
    const entry = fields.entry(key);
    if (entry === null || COMPANIONS[kind].includes(key)) continue;
    findings.error(entry.key, 'conflicting-keys', `\`${key}\` has no meaning beside \`${kind}\`; remove it`);
  }
  return new FormReader(fields, name, findings).read(kind);
}

class FormReader {
  readonly #fields: MapReader;
  readonly #name: string;
  readonly #findings: Findings;

  constructor(fields: MapReader, name: string, findings: Findings) {
    this.#fields = fields;
    this.#name = name;
    this.#findings = findings;
  }

  read(kind: Form['kind']): Form | null {
    switch (kind) {
      case 'counter':
        return this.#counter();
      case 'gauge':
        return this.#gauge();
      case 'histogram':
        return this.#histogram();
      case 'ratio':
        return this.#ratio();
      case 'sum':
        return this.#sum();
      case 'as': {
        const target = this.#reference(this.#fields.entry('as')?.value);
        return target === null ? null : { kind, target };
      }
    }
  }

  #counter(): Form | null {
    const inner = this.#inner('counter', SERIES_KEYS);
    const series = inner === null ? null : this.#series(inner);
    const unit = this.#unit();
    const witness = this.#fields.has('witness')
      ? this.#reference(this.#fields.entry('witness')?.value)
      : null;
    return series === null || unit === null ? null : { kind: 'counter', series, unit, witness };
  }

  #gauge(): Form | null {
    const inner = this.#inner('gauge', [...SERIES_KEYS, 'across']);
    const series = inner === null ? null : this.#series(inner);
    const unit = this.#unit();
    const across = inner === null ? null : this.#across(inner);
    return series === null || unit === null || across === null
      ? null
      : { kind: 'gauge', series, unit, across };
  }

  #histogram(): Form | null {
    const inner = this.#inner('histogram', SERIES_KEYS);
    const series = inner === null ? null : this.#series(inner);
    const unit = this.#unit();
    return series === null || unit === null ? null : { kind: 'histogram', series, unit };
  }

  #ratio(): Form | null {
    const inner = this.#inner('ratio', ['of', 'to']);
    if (inner === null) return null;
    inner.required('of', inner.entry('of'));
    inner.required('to', inner.entry('to'));
    const of = this.#reference(inner.entry('of')?.value);
    const to = this.#reference(inner.entry('to')?.value);
    return of === null || to === null ? null : { kind: 'ratio', of, to };
  }

  #sum(): Form | null {
    const list = this.#fields.list('sum');
    if (list === null) return null;
    if (list.items.length === 0) {
      this.#findings.error(list.place, 'wrong-value', `the sum \`${this.#name}\` has no terms`);
      return null;
    }
    const terms = list.items.flatMap((item) => this.#reference(item) ?? []);
    return terms.length < list.items.length ? null : { kind: 'sum', terms };
  }

  #inner(kind: Form['kind'], keys: readonly string[]): MapReader | null {
    const map = this.#fields.map(kind);
    const what = `\`${kind}\` of \`${this.#name}\``;
    return map === null ? null : new MapReader(map, map.place, what, keys, this.#findings);
  }

  #series(inner: MapReader): SeriesDeclaration | null {
    const name = inner.required('series', inner.text('series'));
    if (name !== null && !SERIES_NAME.test(name)) {
      const message = `\`${name}\` is no name of a series: letters, digits, \`_\` and \`:\``;
      this.#findings.error(inner.placeOf('series'), 'wrong-value', message);
      return null;
    }
    const where = inner.map('where');
    const scale = inner.number('scale') ?? 1;
    if (scale <= 0) this.#findings.error(inner.placeOf('scale'), 'wrong-value', '`scale` must be above 0');
    const matchers = where === null ? [] : readMatchers(where, this.#findings);
    return name === null ? null : { name, where: matchers, identity: this.#identity(), scale };
  }

  #identity(): Identity | null {
    const map = this.#fields.map('identity');
    return map === null ? null : readIdentity(map, this.#findings);
  }

  #across(inner: MapReader): 'sum' | 'max' | null {
    const across = inner.required('across', inner.text('across'));
    if (across === 'sum' || across === 'max') return across;
    if (across !== null) {
      const message = `\`across\` must be \`sum\` or \`max\`, not \`${across}\``;
      this.#findings.error(inner.placeOf('across'), 'wrong-value', message);
    }
    return null;
  }

  #unit(): Unit | null {
    const text = this.#fields.required('unit', this.#fields.text('unit'));
    const unit = text === null ? null : parseUnit(text);
    if (text !== null && unit === null) {
      const message = `\`${text}\` is no unit; expected \`count\`, \`s\`, \`B\`, \`ratio\` or a quotient such as \`count/s\``;
      this.#findings.error(this.#fields.placeOf('unit'), 'wrong-value', message);
    }
    return unit;
  }

  #reference(tree: Tree | undefined): Reference | null {
    if (tree === undefined) return null;
    const match = REFERENCE.exec(textOf(tree) ?? '');
    const metric = match?.[1];
    if (metric !== undefined) return { metric, statistic: match?.[2] ?? null, place: tree.place };
    const message = `in \`${this.#name}\` the name of a metric is expected here, such as \`requests\` or \`latency.p99\``;
    this.#findings.error(tree.place, 'wrong-type', message);
    return null;
  }
}
