import * as Type from 'typebox';
import type { BalanceMethod } from '../gateway.js';

/*
 * The single values of the files. A `title` is the phrase that messages use for what is expected ("a duration such as
 * …"), and what an editor shows. What a value means is told where it is used.
 */

/**
 * Descending units, each at most once; together with `minLength` these are exactly what `parseDuration` of the language reads.
 * Patterns also go to API servers, whose regular expressions are RE2: none looks around.
 */
export const DURATION_PATTERN = `^${['w', 'd', 'h', 'm', 's', 'ms'].map((unit) => `(\\d+(\\.\\d+)?${unit})?`).join('')}$`;

export const DURATION = Type.String({
  title: 'a duration such as `10s` or `1h30m`',
  minLength: 1,
  pattern: DURATION_PATTERN,
});

/** The text of a percentage with two decimals at most. */
export const PERCENTAGE_PATTERN = '(100(\\.0{1,2})?|\\d{1,2}(\\.\\d{1,2})?)%?';

/** `10%`, `12.5`: percentage points with two decimals at most. */
export const PERCENTAGE = Type.Unsafe<number | string>({
  title: 'a percentage from 0 to 100 with two decimals at most, such as `12.5%`',
  type: ['number', 'string'],
  minimum: 0,
  maximum: 100,
  pattern: `^${PERCENTAGE_PATTERN}$`,
});

/** A DNS label: what Kubernetes, HAProxy and file names can all carry; also for the keys of maps. */
export const OBJECT_NAME_RULES = {
  title: 'a name of at most 63 lower-case letters, digits and inner dashes',
  pattern: '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$',
};

export const OBJECT_NAME = Type.String(OBJECT_NAME_RULES);

const DNS_LABEL = '[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?';
const DNS_SUBDOMAIN = `${DNS_LABEL}(\\.${DNS_LABEL})*`;

/** What objects of other makers are called. */
export const LONG_OBJECT_NAME = Type.String({
  title: 'the name of an object, of lower-case letters, digits and inner dots and dashes',
  maxLength: 253,
  pattern: `^${DNS_SUBDOMAIN}$`,
});

/** A listener of a gateway, or a port of a service. */
export const SECTION_NAME = Type.String({
  title: 'the name of a listener',
  maxLength: 253,
  pattern: `^${DNS_SUBDOMAIN}$`,
});

/** Without a namespace it is in that of the route. */
export const ISTIO_GATEWAY = Type.String({
  title: '`mesh`, or the name of a gateway such as `public` or `istio-system/public`',
  maxLength: 317,
  pattern: `^(${DNS_LABEL}/)?${DNS_SUBDOMAIN}$`,
});

const LABEL_PATTERN = '[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?';

/** The rules of a Kubernetes label value, also for the keys of maps. */
export const LABEL_RULES = {
  title: 'a name of at most 63 letters, digits and inner dots, dashes and underscores',
  pattern: `^${LABEL_PATTERN}$`,
};

/** What versions, routes and applications are called. */
export const LABEL = Type.String(LABEL_RULES);

/** A Kubernetes label name, with an optional domain in front. */
export const LABEL_NAME_RULES = {
  title: 'the name of a label such as `team` or `example.com/team`',
  pattern: `^([a-z0-9.-]{1,253}/)?${LABEL_PATTERN}$`,
};

export const ADDRESS = Type.String({
  title: 'an address such as `127.0.0.1:9001`',
  minLength: 1,
  maxLength: 300,
});

/** A number where only a port is written. */
export const LISTEN = Type.Unsafe<number | string>({
  title: 'a port and protocol such as `8080/http`, with an address in front to leave loopback',
  type: ['integer', 'string'],
  minimum: 0,
  maximum: 65_535,
  minLength: 1,
  maxLength: 300,
});

/** As a virtual host names it: no port, perhaps all names below one. */
export const HOST_NAME = Type.String({
  title: 'a host such as `shop.example`, or `*.shop.example` for those below it',
  maxLength: 253,
  pattern: '^(\\*\\.)?[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$',
});

const BALANCE_PATTERN =
  '^(roundrobin|static-rr|leastconn|first|random|source|uri|(hdr|url_param)\\([A-Za-z0-9_-]{1,64}\\))$';

/** HAProxy's words. A field's name is a token (RFC 9110) without the signs that a configuration could read. */
export const BALANCE = Type.Unsafe<BalanceMethod>({
  title:
    'a way to balance such as `roundrobin`, `leastconn`, `random`, `first`, `source`, `uri` or `hdr(X-User)`',
  type: 'string',
  pattern: BALANCE_PATTERN,
});

export function isBalanceMethod(text: string): text is BalanceMethod {
  return new RegExp(BALANCE_PATTERN).test(text);
}

/** Nothing in it can be expanded: `%` stands before two hexadecimal digits only, and `$` nowhere. */
export const HEALTH_PATH = Type.String({
  title: 'a path such as `/health`',
  maxLength: 1_000,
  pattern: '^/([A-Za-z0-9._~!&()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*$',
});

/** A number where only one status is written. */
export const STATUSES = Type.Unsafe<number | string>({
  title: 'a status or a range of them, such as `200-399`',
  type: ['integer', 'string'],
  minimum: 100,
  maximum: 599,
  pattern: '^[1-5]\\d\\d(-[1-5]\\d\\d)?$',
});

/** Service names begin with underscores. */
export const DNS_NAME = Type.String({
  title: 'a name such as `shop.internal` or `_http._tcp.shop.internal`',
  maxLength: 253,
  pattern: '^[A-Za-z0-9_]([A-Za-z0-9_-]{0,62})(\\.[A-Za-z0-9_]([A-Za-z0-9_-]{0,62}))*$',
});

export const HTTP_URL = Type.String({
  title: 'an address such as `http://127.0.0.1:9090`',
  pattern: '^https?://[^\\s]+$',
  maxLength: 2_000,
});

export const FILE_PATH = Type.String({
  title: 'the path of a file',
  minLength: 1,
  pattern: '^[^\\x00-\\x1f]+$',
});

/** A data plane's own file names it: nothing in it can be expanded there. */
export const CERTIFICATE_PATH = Type.String({
  title: 'the path of a file, of letters, digits, blanks and `. _ - + @ /`',
  minLength: 1,
  maxLength: 1_000,
  pattern: '^[A-Za-z0-9._/@+ -]+$',
});

export const TEXT = Type.String({ title: 'a text' });

export const PORT = Type.Integer({ title: 'a port from 1 to 65535', minimum: 1, maximum: 65_535 });

export const COUNT = Type.Integer({ title: 'a whole number from 1', minimum: 1, maximum: 1_000_000_000 });

export const COUNT_FROM_ZERO = Type.Integer({
  title: 'a whole number from 0',
  minimum: 0,
  maximum: 1_000_000_000,
});

/** How far apart two scores may be; their unit is that of the scores. */
export const DISTANCE = Type.Number({ title: 'a number from 0, such as `0.001`', minimum: 0 });

export const SWITCH = Type.Boolean({ title: '`true` or `false`' });

export const CATALOGUE = Type.String({
  title: 'the name of a metrics catalogue or the path of a catalogue file',
  minLength: 1,
});

/** One of a few words. */
export function oneOf<const Word extends string>(...words: readonly Word[]): Type.TUnsafe<Word> {
  return Type.Unsafe<Word>({ title: alternatives(words), type: 'string', enum: words });
}

/** `` `a`, `b` or `c` ``. */
export function alternatives(words: readonly string[]): string {
  const quoted = words.map((word) => `\`${word}\``);
  const last = quoted.pop() ?? '';
  return quoted.length === 0 ? last : `${quoted.join(', ')} or ${last}`;
}
