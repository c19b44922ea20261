/** What a text of unknown origin holds, or why it cannot be read. */
export type Unpacked =
  { readonly ok: true; readonly data: unknown } | { readonly ok: false; readonly problem: string };

/** A link carries one section's state. What inflates to more is an attack or an accident, and is not read to its end. */
const LARGEST_STATE = 512 * 1024;

/** Plain data as text for a fragment: JSON, deflated, in the alphabet of addresses. */
export async function pack(data: unknown): Promise<string> {
  const json = new TextEncoder().encode(JSON.stringify(data));
  return base64url(await through(json, new CompressionStream('deflate-raw'), Infinity));
}

/** The data of a packed text. */
export async function unpack(text: string): Promise<Unpacked> {
  const bytes = fromBase64url(text);
  if (bytes === null) return broken();
  try {
    const json = await through(bytes, new DecompressionStream('deflate-raw'), LARGEST_STATE);
    return { ok: true, data: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(json)) };
  } catch (error) {
    if (error instanceof TooLarge) {
      return {
        ok: false,
        problem: `the link holds more than ${LARGEST_STATE / 1024} KiB, which no state of this page has; ask for a new link`,
      };
    }
    return broken();
  }
}

class TooLarge extends Error {}

function broken(): Unpacked {
  return {
    ok: false,
    problem: 'the link is broken or cut short; copy it again, whole',
  };
}

async function through(
  bytes: Uint8Array<ArrayBuffer>,
  stream: CompressionStream | DecompressionStream,
  limit: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > limit) {
      await reader.cancel();
      throw new TooLarge();
    }
    chunks.push(value);
  }
  const whole = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.length;
  }
  return whole;
}

function base64url(bytes: Uint8Array): string {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function fromBase64url(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[A-Za-z0-9_-]+$/.test(text)) return null;
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    return Uint8Array.from(binary, (character) => character.charCodeAt(0));
  } catch {
    return null; // a length that no encoding has
  }
}
