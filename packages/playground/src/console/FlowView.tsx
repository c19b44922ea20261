import type { Schemas } from '../../../runtime/src/client/api-types.js';
import type { Status } from './acts.js';
import { numberText } from './chart.js';
import { colourOf } from './colours.js';
import styles from './console.module.css';
import { BOX, flowPicture } from './flow.js';

interface FlowViewProps {
  readonly status: Status;
  readonly versions: readonly string[];
  readonly newest: Schemas['TrafficSample'] | null;
}

/** A picture of which route sends which share to which version, with the requests that each version has now. */
export function FlowView({ status, versions, newest }: FlowViewProps) {
  const { routes } = status;
  const picture = flowPicture(routes, versions);
  const rate = (version: string): string =>
    newest === null ? '' : `${numberText(newest.versions[version]?.requests ?? null)} requests/s`;
  const label = routes
    .map(({ name, weights }) => {
      const shares = Object.entries(weights).map(([version, percent]) => `${percent}% to ${version}`);
      return `${name} sends ${shares.join(' and ')}`;
    })
    .join('; ');
  return (
    <div className={styles['wide']} tabIndex={0} role="region" aria-label="picture of the routes">
      <svg
        className={styles['flow']}
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
              <rect width={BOX.width} height={BOX.height} rx="6" className={styles['box']} />
              <text x="12" y={version === null ? 27 : 19}>
                {short(name)}
              </text>
              {version !== null && (
                <text x="12" y="35" className={styles['rate']}>
                  {rate(version)}
                </text>
              )}
            </g>
          );
        })}
      </svg>
    </div>
  );
}

/** Boxes have a width of their own. */
const short = (name: string): string => (name.length > 20 ? `${name.slice(0, 19)}…` : name);
