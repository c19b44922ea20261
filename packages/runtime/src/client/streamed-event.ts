/** One server-sent event. */
export interface StreamedEvent {
  readonly id: string | null;
  readonly event: string;
  readonly data: string;
}

/** One block of `id:`, `event:` and `data:` lines; null for a comment. */
export function parseEvent(block: string): StreamedEvent | null {
  const fields = new Map<string, string[]>();
  for (const line of block.split(/\r?\n/)) {
    const [, name = '', value = ''] = /^([^:]*):? ?(.*)$/.exec(line) ?? [];
    if (name !== '') fields.set(name, [...(fields.get(name) ?? []), value]);
  }
  const data = fields.get('data');
  if (data === undefined) return null;
  return {
    id: fields.get('id')?.at(-1) ?? null,
    event: fields.get('event')?.at(-1) ?? 'message',
    data: data.join('\n'),
  };
}

/** Takes a stream's text as it comes; gives its events, and null for each sign of life. */
export class EventBlocks {
  #rest = '';

  take(text: string): readonly (StreamedEvent | null)[] {
    const blocks = (this.#rest + text).split('\n\n');
    this.#rest = blocks.pop() ?? '';
    return blocks.map(parseEvent);
  }
}
