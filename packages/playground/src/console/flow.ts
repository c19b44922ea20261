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
  /** Of each box. */
  readonly box: Size;
  readonly width: number;
  readonly height: number;
  readonly routes: readonly Box[];
  readonly versions: readonly Box[];
  readonly flows: readonly Flow[];
}

interface Size {
  readonly width: number;
  readonly height: number;
}

interface Layout {
  readonly box: Size;
  /** From the routes to the versions. */
  readonly between: number;
  /** From one box of a column to the next. */
  readonly gap: number;
}

/** Of a large screen, and upright for a telephone: its boxes are narrower and closer to each other, so that nothing has to be scrolled. */
export const LAYOUTS = {
  wide: { box: { width: 190, height: 44 }, between: 240, gap: 28 },
  upright: { box: { width: 118, height: 60 }, between: 84, gap: 28 },
} as const satisfies Readonly<Record<string, Layout>>;

/** Routes on the left in their order, versions on the right; shares of nothing are no flow. */
export function flowPicture(
  routes: readonly Schemas['RouteWeights'][],
  versions: readonly string[],
  layout: Layout,
): FlowPicture {
  const { box, between, gap } = layout;
  const rows = Math.max(routes.length, versions.length, 1);
  const height = rows * (box.height + gap) - gap;
  const left = stacked(
    routes.map(({ name }) => name),
    0,
    height,
    layout,
  );
  const right = stacked(versions, box.width + between, height, layout);
  const flows = routes.flatMap(({ name, weights }, place) => {
    const from = left[place];
    return Object.entries(weights).flatMap(([version, percent]): readonly Flow[] => {
      const to = right[versions.indexOf(version)];
      return from === undefined || to === undefined || percent === 0
        ? []
        : [flow(from, to, box, name, version, percent)];
    });
  });
  return { box, width: 2 * box.width + between, height, routes: left, versions: right, flows };
}

function stacked(names: readonly string[], x: number, height: number, { box, gap }: Layout): readonly Box[] {
  const used = names.length * (box.height + gap) - gap;
  return names.map((name, place) => ({ name, x, y: (height - used) / 2 + place * (box.height + gap) }));
}

function flow(from: Box, to: Box, box: Size, route: string, version: string, percent: number): Flow {
  const [startX, startY] = [from.x + box.width, from.y + box.height / 2];
  const [endX, endY] = [to.x, to.y + box.height / 2];
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
