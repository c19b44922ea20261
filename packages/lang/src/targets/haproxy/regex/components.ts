/**
 * The strongly connected components of a graph: by node, the number of its own; null for one that is on no cycle.
 * Tarjan's algorithm, with a stack of its own instead of recursion.
 */
export function components(follow: readonly (readonly number[])[]): readonly (number | null)[] {
  const component: (number | null)[] = follow.map(() => null);
  const order: (number | undefined)[] = [];
  const low: number[] = [];
  const open: number[] = [];
  const isOpen = new Set<number>();
  let visited = 0;
  const enter = (node: number, path: { node: number; at: number }[]): void => {
    order[node] = low[node] = visited;
    visited += 1;
    open.push(node);
    isOpen.add(node);
    path.push({ node, at: 0 });
  };
  for (let root = 0; root < follow.length; root += 1) {
    if (order[root] !== undefined) continue;
    const path: { node: number; at: number }[] = [];
    enter(root, path);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const { node } = top;
      const next = follow[node]?.[top.at];
      if (next !== undefined) {
        top.at += 1;
        if (order[next] === undefined) enter(next, path);
        else if (isOpen.has(next)) low[node] = Math.min(low[node] ?? 0, order[next]);
        continue;
      }
      path.pop();
      const above = path.at(-1);
      if (above !== undefined) low[above.node] = Math.min(low[above.node] ?? 0, low[node] ?? 0);
      if (low[node] !== order[node]) continue;
      const members = open.splice(open.lastIndexOf(node));
      const isLoop = members.length > 1 || (follow[node]?.includes(node) ?? false);
      for (const member of members) {
        isOpen.delete(member);
        if (isLoop) component[member] = order[node] ?? null;
      }
    }
  }
  return component;
}
