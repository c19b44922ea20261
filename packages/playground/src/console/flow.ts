import type { Schemas } from '../../../runtime/src/client/api-types.js';

interface Box {
  readonly name: string;
  readonly x: number;
  readonly y: number;
}

interface Flow {
  readonly route: string;
  readonly version: string;
  readonly percent: number;
  /** A curve of SVG from the route to the version. */
  readonly path: string;
  /** Where its label stands. */
  readonly at: { readonly x: number; readonly y: number };
}

/** A picture of which route sends which share to which version. */
export interface FlowPicture {
  readonly width: number;
  readonly height: number;
  readonly routes: readonly Box[];
  readonly versions: readonly Box[];
  readonly flows: readonly Flow[];
}

export const BOX = { width: 180, height: 44 } as const;
const GAP = 28;
const BETWEEN = 240;

/** Routes on the left in their order, versions on the right; shares of nothing are no flow. */
export function flowPicture(
  routes: readonly Schemas['RouteWeights'][],
  versions: readonly string[],
): FlowPicture {
  const rows = Math.max(routes.length, versions.length, 1);
  const height = rows * (BOX.height + GAP) - GAP;
  const left = stacked(
    routes.map(({ name }) => name),
    0,
    height,
  );
  const right = stacked(versions, BOX.width + BETWEEN, height);
  const flows = routes.flatMap(({ name, weights }, place) => {
    const from = left[place];
    return Object.entries(weights).flatMap(([version, percent]): readonly Flow[] => {
      const to = right[versions.indexOf(version)];
      return from === undefined || to === undefined || percent === 0
        ? []
        : [flow(from, to, name, version, percent)];
    });
  });
  return { width: 2 * BOX.width + BETWEEN, height, routes: left, versions: right, flows };
}

function stacked(names: readonly string[], x: number, height: number): readonly Box[] {
  const used = names.length * (BOX.height + GAP) - GAP;
  return names.map((name, place) => ({ name, x, y: (height - used) / 2 + place * (BOX.height + GAP) }));
}

function flow(from: Box, to: Box, route: string, version: string, percent: number): Flow {
  const [startX, startY] = [from.x + BOX.width, from.y + BOX.height / 2];
  const [endX, endY] = [to.x, to.y + BOX.height / 2];
  const middle = (startX + endX) / 2;
  // On the curve, where flows of one route have parted and have not met those of others yet.
  const at = { x: startX + (endX - startX) * 0.39, y: startY + (endY - startY) * 0.295 };
  return {
    route,
    version,
    percent,
    path: `M${startX} ${startY}C${middle} ${startY} ${middle} ${endY} ${endX} ${endY}`,
    at,
  };
}
