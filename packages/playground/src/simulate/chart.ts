import uPlot from 'uplot';
import { clockText } from './moment-text.js';
import { MEASURE_WORDS, type ChartData, type Measure } from './chart-data.js';
import type { Mark, Moment } from './moment.js';

/** The colours of the theme that is on, by what they are for. */
interface Colours {
  readonly ink: string;
  readonly line: string;
  readonly card: string;
  readonly series: readonly string[];
  readonly marks: Readonly<Partial<Record<Mark, string>>>;
}

/** A chart on the page. */
export interface Chart {
  show(data: ChartData, moments: readonly Moment[]): void;
  /** Moves the line of the tick that is looked at; null for none. */
  select(index: number | null): void;
  resize(width: number): void;
  destroy(): void;
}

const HEIGHT: Readonly<Record<Measure, number>> = { weights: 160, errors: 110, latency: 110, requests: 110 };
const MARK_SIZE = 4;

/** Draws one measure of a timeline; whoever clicks a tick selects it. */
export function drawChart(
  host: HTMLElement,
  measure: Measure,
  count: number,
  onSelect: (index: number) => void,
): Chart {
  const colours = coloursOf(host);
  let marked: readonly Moment[] = [];
  const line = document.createElement('div');
  line.className = 'timeline-cursor';
  let selected: number | null = null;
  const plot = new uPlot(
    optionsOf(measure, count, colours, Math.max(1, host.clientWidth), (u) => {
      if (measure === 'weights') drawMarks(u, marked, colours);
      place();
    }),
    [[]],
    host,
  );
  const place = (): void => {
    const at = selected === null ? undefined : plot.data[0][selected];
    line.hidden = at === undefined;
    if (at !== undefined) line.style.transform = `translateX(${Math.round(plot.valToPos(at, 'x'))}px)`;
  };
  plot.over.append(line);
  plot.over.addEventListener('click', (event) => {
    if (plot.data[0].length > 0) onSelect(plot.posToIdx(event.offsetX));
  });
  return {
    show: (data, moments) => {
      marked = moments;
      plot.setData(data as uPlot.AlignedData); // typed as changeable, which it is not here
    },
    select: (index) => {
      selected = index;
      place();
    },
    resize: (width) => plot.setSize({ width: Math.max(1, width), height: HEIGHT[measure] }),
    destroy: () => plot.destroy(),
  };
}

function optionsOf(
  measure: Measure,
  count: number,
  colours: Colours,
  width: number,
  onDraw: (plot: uPlot) => void,
): uPlot.Options {
  const { unit } = MEASURE_WORDS[measure];
  const isStacked = measure === 'weights';
  const stepped = uPlot.paths.stepped?.({ align: 1 });
  const series = Array.from({ length: count }, (_, index): uPlot.Series => {
    const version = isStacked ? count - 1 - index : index;
    const stroke = colours.series[version] ?? colours.ink;
    return {
      stroke,
      width: 2,
      points: { show: false },
      // Told apart without colours as well.
      ...(version === 0 || isStacked ? {} : { dash: version === 1 ? [8, 3] : [2, 3] }),
      ...(isStacked ? { fill: `color-mix(in srgb, ${stroke} 30%, ${colours.card})` } : {}),
      ...(isStacked && stepped !== undefined ? { paths: stepped } : {}),
    };
  });
  const axis = { stroke: colours.ink, grid: { stroke: colours.line }, ticks: { stroke: colours.line } };
  return {
    width,
    height: HEIGHT[measure],
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { time: false },
      y: { range: (_, __, max) => (isStacked ? [0, 100] : [0, Math.max(max * 1.1, 0.001)]) },
    },
    axes: [
      { ...axis, size: 32, space: 70, values: (_, values) => values.map((value) => clockText(value * 1000)) },
      { ...axis, size: 64, space: 28, values: (_, values) => values.map((value) => `${value}${unit}`) },
    ],
    series: [{}, ...series],
    hooks: { draw: [onDraw] },
  };
}

/** Small triangles where the release turned, up for forward and down for back, and dots where nothing could be decided. */
function drawMarks(plot: uPlot, moments: readonly Moment[], { marks }: Colours): void {
  const { ctx, bbox } = plot;
  const size = MARK_SIZE * devicePixelRatio;
  const top = bbox.top + size * 2;
  for (const { at, mark } of moments) {
    const colour = marks[mark];
    if (colour === undefined) continue;
    const x = plot.valToPos(at / 1000, 'x', true);
    ctx.fillStyle = colour;
    ctx.beginPath();
    if (mark === 'forward' || mark === 'entry') triangle(ctx, x, top, size, -1);
    else if (mark === 'back') triangle(ctx, x, top, size, 1);
    else if (mark === 'ended') ctx.rect(x - size, top - size, size * 2, size * 2);
    else ctx.arc(x, top, size / 2, 0, Math.PI * 2);
    ctx.fill();
  }
}

function triangle(
  ctx: CanvasRenderingContext2D,
  x: number,
  y: number,
  size: number,
  direction: 1 | -1,
): void {
  ctx.moveTo(x - size, y - direction * size);
  ctx.lineTo(x + size, y - direction * size);
  ctx.lineTo(x, y + direction * size);
}

function coloursOf(host: HTMLElement): Colours {
  const style = getComputedStyle(host);
  const named = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    ink: named('faint'),
    line: named('line'),
    card: named('card'),
    series: [named('series-1'), named('series-2'), named('series-3')],
    marks: {
      entry: named('ink'),
      forward: named('ink'),
      back: named('bad'),
      ended: named('ink'),
      undecided: named('wait'),
      'too-few': named('wait'),
    },
  };
}
