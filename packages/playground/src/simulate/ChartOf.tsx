import 'uplot/dist/uPlot.min.css';
import { useEffect, useRef } from 'react';
import styles from './Timeline.module.css';
import { drawChart, type Chart } from './chart.js';
import { chartData, MEASURE_WORDS, type Measure } from './chart-data.js';
import type { Moment } from './moment.js';

interface ChartOfProps {
  readonly measure: Measure;
  readonly versions: readonly string[];
  readonly moments: readonly Moment[];
  readonly selected: number | null;
  readonly onSelect: (index: number) => void;
}

/** One measure of a timeline as a picture; its numbers stand in the table of the tick that is looked at. */
export function ChartOf({ measure, versions, moments, selected, onSelect }: ChartOfProps) {
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<Chart | null>(null);
  const current = useRef({ moments, selected, onSelect });
  useEffect(() => {
    current.current = { moments, selected, onSelect };
  });
  const count = versions.length;

  useEffect(() => {
    const place = host.current;
    if (place === null || count === 0) return;
    const draw = (): void => {
      chart.current?.destroy();
      const drawn = drawChart(place, measure, count, (index) => current.current.onSelect(index));
      drawn.show(chartData(current.current.moments, count, measure), current.current.moments);
      drawn.select(current.current.selected);
      chart.current = drawn;
    };
    draw();
    const resizing = new ResizeObserver(() => chart.current?.resize(place.clientWidth));
    resizing.observe(place);
    const theme = new MutationObserver(draw);
    theme.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    return () => {
      resizing.disconnect();
      theme.disconnect();
      chart.current?.destroy();
      chart.current = null;
    };
  }, [measure, count]);

  useEffect(() => {
    chart.current?.show(chartData(moments, count, measure), moments);
  }, [measure, count, moments]);
  useEffect(() => {
    chart.current?.select(selected);
  }, [selected]);

  const { title } = MEASURE_WORDS[measure];
  return (
    <figure className={styles['figure']}>
      <figcaption className={styles['caption']}>{title}</figcaption>
      <div
        ref={host}
        role="img"
        aria-label={`${title} of ${versions.join(', ')} over time`}
        className={`${styles['chart'] ?? ''} ${styles[measure] ?? ''}`}
      />
    </figure>
  );
}
