/** A time of day, with the whole of it for who wants to know. */
export function Time({ at }: { readonly at: string | number }) {
  const time = new Date(at);
  return (
    <time dateTime={time.toISOString()} title={time.toLocaleString()}>
      {time.toLocaleTimeString()}
    </time>
  );
}
