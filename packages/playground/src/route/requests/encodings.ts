const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The Base64 of a text's UTF-8. */
export function base64(text: string): string {
  const bytes = new TextEncoder().encode(text);
  let encoded = '';
  for (let place = 0; place < bytes.length; place += 3) {
    const [first = 0, second, third] = bytes.subarray(place, place + 3);
    const bits = (first << 16) | ((second ?? 0) << 8) | (third ?? 0);
    const signs = [18, 12, 6, 0].map((shift) => BASE64[(bits >> shift) & 63] ?? '');
    encoded += `${signs.slice(0, 2).join('')}${second === undefined ? '=' : (signs[2] ?? '')}${third === undefined ? '=' : (signs[3] ?? '')}`;
  }
  return encoded;
}

/** A text as curl encodes it for forms: a blank as `+`, all else but letters, digits and `-._~` as `%XX`. */
export function formEncoded(text: string): string {
  return encodeURIComponent(text)
    .replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');
}
