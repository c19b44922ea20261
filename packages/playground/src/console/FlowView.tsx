import type { Schemas } from '../../../runtime/src/client/api-types.js';
import { useMedia } from '../design/use-media.js';
import type { Status } from './acts.js';
import { numberText, shareText } from './chart.js';
import { colourOf } from './colours.js';
import styles from './console.module.css';
import { flowPicture, LAYOUTS } from './flow.js';

interface FlowViewProps {
  readonly status: Status;
  readonly versions: readonly string[];
  readonly newest: Schemas['TrafficSample'] | null;
}

const NARROW = '(max-width: 40rem)';
/** As many letters as a box holds. */
const LETTERS = { wide: 22, upright: 13 } as const;

/** A picture of which route sends which share to which version, with the requests and errors that each version has now. */
export function FlowView({ status, versions, newest }: FlowViewProps) {
  const { routes } = status;
  const shape = useMedia(NARROW) ? 'upright' : 'wide';
  const picture = flowPicture(routes, versions, LAYOUTS[shape]);
  const { box } = picture;
  const rate = (version: string): readonly string[] => {
    const { requests = null, errors = null } = newest?.versions[version] ?? {};
    if (requests === null) return newest === null ? [] : ['unknown'];
    return [`${numberText(requests)}/s`, errors === null ? 'errors unknown' : `${shareText(errors)} err.`];
  };
  // A box of a telephone is too narrow for both beside each other.
  const rateLines = (version: string): readonly string[] =>
    shape === 'upright' ? rate(version) : [rate(version).join(', ')];
  const label = routes
    .map(({ name, weights }) => {
      const shares = Object.entries(weights).map(([version, percent]) => `${percent}% to ${version}`);
      return `${name} sends ${shares.join(' and ')}`;
    })
    .concat(versions.map((version) => `${version}: ${rate(version).join(', ') || 'rate not known yet'}`))
    .join('; ');
  return (
    <svg
      className={styles['flow']}
      style={{ maxWidth: `${picture.width * 1.15}px` }}
      viewBox={`-2 -2 ${picture.width + 4} ${picture.height + 4}`}
      role="img"
      aria-label={label}
    >
      {picture.flows.map(({ route, version, percent, path }) => (
        <path
          key={`${route} ${version}`}
          d={path}
          stroke={colourOf(versions.indexOf(version))}
          strokeWidth={2 + percent / 8}
          className={styles['stream']}
        />
      ))}
      {picture.flows.map(({ route, version, percent, at }) => (
        <text key={`${route} ${version}`} x={at.x} y={at.y} className={styles['share']}>
          {percent}%
        </text>
      ))}
      {[...picture.routes, ...picture.versions].map(({ name, x, y }, place) => {
        const version = place < picture.routes.length ? null : name;
        return (
          <g key={`${place} ${name}`} transform={`translate(${x} ${y})`}>
            <rect width={box.width} height={box.height} rx="6" className={styles['box']} />
            <text x="12" y={version === null ? box.height / 2 + 5 : 19}>
              {short(name, LETTERS[shape])}
            </text>
            {version !== null &&
              rateLines(version).map((line, row) => (
                <text key={line} x="12" y={35 + 16 * row} className={styles['rate']}>
                  {line}
                </text>
              ))}
          </g>
        );
      })}
    </svg>
  );
}

/** Boxes have a width of their own. */
const short = (name: string, letters: number): string =>
  name.length > letters ? `${name.slice(0, letters - 1)}…` : name;
