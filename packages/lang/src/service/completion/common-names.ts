/** Headers that routes are commonly told apart by, as they are usually spelled. `Host` is no ordinary header: it is `host`. */
export const COMMON_HEADERS: readonly string[] = [
  'User-Agent',
  'Accept',
  'Accept-Encoding',
  'Accept-Language',
  'Authorization',
  'Cache-Control',
  'Content-Type',
  'Cookie',
  'DNT',
  'Forwarded',
  'Origin',
  'Referer',
  'Sec-CH-UA',
  'Sec-CH-UA-Mobile',
  'Sec-CH-UA-Platform',
  'Sec-Fetch-Dest',
  'Sec-Fetch-Mode',
  'Sec-Fetch-Site',
  'traceparent',
  'Upgrade',
  'Via',
  'X-API-Version',
  'X-Canary',
  'X-Correlation-ID',
  'X-Forwarded-For',
  'X-Forwarded-Host',
  'X-Forwarded-Proto',
  'X-Real-IP',
  'X-Request-ID',
  'X-Requested-With',
  'X-Tenant-ID',
  'X-User-ID',
];

export const METHODS: readonly string[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
export const SCHEMES: readonly string[] = ['http', 'https'];
/** Spans that windows commonly have. */
export const DURATIONS: readonly string[] = ['30s', '1m', '5m', '10m', '30m', '1h', '1d'];
export const DURATION_UNITS: ReadonlyMap<string, string> = new Map([
  ['ms', 'milliseconds'],
  ['s', 'seconds'],
  ['m', 'minutes'],
  ['h', 'hours'],
  ['d', 'days'],
  ['w', 'weeks'],
]);
export const UNITS: ReadonlyMap<string, string> = new Map([
  ['ratio', 'a plain number'],
  ['count', 'how many'],
  ['s', 'seconds'],
  ['B', 'bytes'],
  ['count/s', 'a rate'],
]);
