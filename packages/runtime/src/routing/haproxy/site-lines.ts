import { haproxyWord } from '@lamia/lang';
import type { Address } from '../../config/gateway.js';
import { hostPort } from '../host-port.js';
import type { Backend, Server, Site } from './layout.js';
import type { Line } from './line.js';
import { HASH_LINE, TCP_LINES } from './pool-lines.js';
import { poolSocket } from './pool.js';

export type WeightOf = (site: Site, backend: Backend, label: string) => number;

/** A gateway's frontend, and a backend for each of its routes. */
export function siteLines(site: Site, weightOf: WeightOf): readonly Line[] {
  const gateway = `gateway \`${site.gateway}\``;
  const isTcp = site.protocol === 'tcp';
  return [
    ...from(gateway, [
      `frontend ${haproxyWord(site.frontend)}`,
      ...bindLines(site),
      ...(isTcp ? TCP_LINES : headerLines(site)),
      ...site.routing.map((line) => `  ${line}`),
    ]),
    ...site.backends.flatMap((backend) => [
      ...from(`route \`${backend.route}\` of ${gateway}`, [
        `backend ${haproxyWord(backend.name)}`,
        ...(isTcp ? TCP_LINES : []),
        ...splitLines(site, backend),
      ]),
      ...backend.servers.flatMap((server) =>
        from(`version \`${server.label}\` of ${gateway}`, [
          serverLine(site, server, weightOf(site, backend, server.label)),
        ]),
      ),
    ]),
  ];
}

function from(origin: string, texts: readonly string[]): readonly Line[] {
  return texts.map((text) => ({ text, origin }));
}

function bindLines({ bind, protocol, secureBind, certificates }: Site): readonly string[] {
  const plain = (address: Address): string => `  bind ${hostPort(address)}`;
  const secure = (address: Address): string => {
    const files = certificates.map((path) => `crt ${haproxyWord(path)}`).join(' ');
    return `${plain(address)} ssl ${files} alpn h2,http/1.1 ssl-min-ver TLSv1.2`;
  };
  return [
    protocol === 'https' ? secure(bind) : plain(bind),
    ...(secureBind === null ? [] : [secure(secureBind)]),
  ];
}

/** What versions are told of the client: its address, and whether its connection was encrypted. */
function headerLines({ certificates }: Site): readonly string[] {
  const set = '  http-request set-header X-Forwarded-Proto';
  const unless = '{ req.hdr(X-Forwarded-Proto) -m found }';
  return [
    '  option forwardfor',
    ...(certificates.length === 0
      ? [`${set} http unless ${unless}`]
      : [`${set} https if { ssl_fc }`, `${set} http unless { ssl_fc } or ${unless}`]),
  ];
}

/** Between versions nothing but the weights decides, and where clients stay, what they got first. */
function splitLines({ sticky, protocol }: Site, { name }: Backend): readonly string[] {
  switch (sticky) {
    case 'none':
      return ['  balance roundrobin'];
    case 'source':
      return ['  balance source', HASH_LINE];
    case 'version':
    case 'instance': {
      const secure = protocol === 'https' ? ' secure' : '';
      return [
        '  balance roundrobin',
        `  cookie ${haproxyWord(`lamia-${name}`)} insert indirect nocache httponly${secure} attr SameSite=Lax`,
      ];
    }
  }
}

function serverLine(site: Site, server: Server, weight: number): string {
  const { label, address } = server;
  const place =
    address === null
      ? `unix@${poolSocket(site.gateway, label)}${site.protocol === 'tcp' ? ' send-proxy-v2' : ''}`
      : hostPort(address);
  const cookie = keepsByCookie(site) ? ` cookie ${haproxyWord(label)}${weight === 0 ? ' disabled' : ''}` : '';
  return `  server ${haproxyWord(label)} ${place} weight ${weight}${cookie}`;
}

/**
 * Whether clients stay with a version by a cookie. HAProxy sends them there even at weight 0; only one that is out of service is
 * left, as it must be when its release was rolled back.
 */
export function keepsByCookie({ sticky }: Pick<Site, 'sticky'>): boolean {
  return sticky === 'version' || sticky === 'instance';
}
