/** What a command says that decides what is sent. */
export type CurlOption =
  | 'request'
  | 'header'
  | 'cookie'
  | 'data'
  | 'data-raw'
  | 'data-urlencode'
  | 'json'
  | 'form'
  | 'upload-file'
  | 'user-agent'
  | 'referer'
  | 'user'
  | 'bearer'
  | 'range'
  | 'url'
  | 'url-query'
  | 'get'
  | 'head'
  | 'compressed'
  | 'path-as-is'
  | 'globoff'
  | 'refused'
  /** Of no consequence to the request. */
  | 'ignored';

export interface CurlOptionForm {
  readonly means: CurlOption;
  readonly takesValue: boolean;
}

const valued = (means: CurlOption): CurlOptionForm => ({ means, takesValue: true });
const plain = (means: CurlOption): CurlOptionForm => ({ means, takesValue: false });
const all = (form: CurlOptionForm, names: string): readonly (readonly [string, CurlOptionForm])[] =>
  names.split(' ').map((name) => [name, form]);

/** Long options, without their `--`. */
export const LONG_OPTIONS: ReadonlyMap<string, CurlOptionForm> = new Map([
  ...all(valued('request'), 'request'),
  ...all(valued('header'), 'header'),
  ...all(valued('cookie'), 'cookie'),
  ...all(valued('data'), 'data data-ascii data-binary'),
  ...all(valued('data-raw'), 'data-raw'),
  ...all(valued('data-urlencode'), 'data-urlencode'),
  ...all(valued('json'), 'json'),
  ...all(valued('form'), 'form form-string'),
  ...all(valued('upload-file'), 'upload-file'),
  ...all(valued('user-agent'), 'user-agent'),
  ...all(valued('referer'), 'referer'),
  ...all(valued('user'), 'user'),
  ...all(valued('bearer'), 'oauth2-bearer'),
  ...all(valued('range'), 'range'),
  ...all(valued('url'), 'url'),
  ...all(valued('url-query'), 'url-query'),
  ...all(plain('get'), 'get'),
  ...all(plain('head'), 'head'),
  ...all(plain('compressed'), 'compressed'),
  ...all(plain('path-as-is'), 'path-as-is'),
  ...all(plain('globoff'), 'globoff'),
  ...all(
    plain('ignored'),
    'silent show-error verbose include insecure location fail fail-with-body no-buffer',
  ),
  ...all(plain('ignored'), 'http1.0 http1.1 http2 http2-prior-knowledge http3 http3-only ipv4 ipv6 basic'),
  ...all(
    plain('ignored'),
    'tlsv1 tlsv1.0 tlsv1.1 tlsv1.2 tlsv1.3 ssl-reqd tcp-nodelay tcp-fastopen no-keepalive',
  ),
  ...all(plain('ignored'), 'remote-name remote-header-name create-dirs progress-bar no-progress-meter raw'),
  ...all(
    plain('ignored'),
    'disable styled-output no-styled-output parallel junk-session-cookies location-trusted',
  ),
  ...all(
    valued('ignored'),
    'output write-out dump-header cookie-jar max-time connect-timeout retry retry-delay',
  ),
  ...all(valued('ignored'), 'retry-max-time cacert capath cert cert-type key key-type pass ciphers resolve'),
  ...all(
    valued('ignored'),
    'connect-to interface dns-servers limit-rate max-redirs trace trace-ascii stderr',
  ),
  ...all(valued('ignored'), 'unix-socket keepalive-time speed-limit speed-time proto noproxy tls-max'),
  ...all(
    valued('refused'),
    'config continue-at proxy preproxy socks5 socks5-hostname request-target time-cond aws-sigv4',
  ),
  ...all(plain('refused'), 'next netrc netrc-file digest ntlm negotiate anyauth haproxy-protocol'),
]);

/** Short options, each the long one that it stands for. */
export const SHORT_OPTIONS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...{ X: 'request', H: 'header', b: 'cookie', d: 'data', F: 'form', T: 'upload-file', A: 'user-agent' },
    ...{
      e: 'referer',
      u: 'user',
      r: 'range',
      G: 'get',
      I: 'head',
      g: 'globoff',
      s: 'silent',
      S: 'show-error',
    },
    ...{ v: 'verbose', i: 'include', k: 'insecure', L: 'location', f: 'fail', N: 'no-buffer', o: 'output' },
    ...{
      w: 'write-out',
      D: 'dump-header',
      c: 'cookie-jar',
      m: 'max-time',
      E: 'cert',
      x: 'proxy',
      K: 'config',
    },
    ...{
      C: 'continue-at',
      n: 'netrc',
      '4': 'ipv4',
      '6': 'ipv6',
      '0': 'http1.0',
      O: 'remote-name',
      q: 'disable',
    },
    ...{
      J: 'remote-header-name',
      ':': 'next',
      '#': 'progress-bar',
      '1': 'tlsv1',
      Z: 'parallel',
      z: 'time-cond',
    },
    ...{ j: 'junk-session-cookies' },
  }),
);
