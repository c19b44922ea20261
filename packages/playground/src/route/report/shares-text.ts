/** Where requests go, `50 % to version1, 50 % to version2`; versions that get nothing are left out unless all do. */
export function sharesText(versions: readonly string[], percents: readonly number[]): string {
  const shares = versions.flatMap((version, place) => {
    const percent = percents[place] ?? 0;
    return percent === 0 ? [] : [`${percent} % to ${version}`];
  });
  return shares.length === 0 ? 'to no version' : shares.join(', ');
}
