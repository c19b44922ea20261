/**
 * The feeder of `npm run bench:scale`: `node series.mjs GATEWAYS` serves a page with the series of so many gateways, two versions
 * and three metrics each, and prints its address. The candidates of every third gateway are too slow to go on, the others do well.
 */
import { createServer } from 'node:http';

const gateways = Number(process.argv[2]);
const began = Date.now();

/** Requests a second of one version. */
const RATE = 10;

function* lines() {
  const requests = Math.floor(((Date.now() - began) / 1000) * RATE);
  yield '# TYPE scale_requests_total counter\n';
  for (const [labels] of subjects()) yield `scale_requests_total${labels} ${requests}\n`;
  yield '# TYPE scale_errors_total counter\n';
  for (const [labels, share] of subjects())
    yield `scale_errors_total${labels} ${Math.floor(requests * share)}\n`;
  yield '# TYPE scale_latency_seconds gauge\n';
  for (const [labels, , latency] of subjects()) yield `scale_latency_seconds${labels} ${latency}\n`;
}

function* subjects() {
  for (let gateway = 0; gateway < gateways; gateway += 1) {
    const name = `gateway-${String(gateway).padStart(5, '0')}`;
    yield [`{application="${name}",version="version1"}`, 0.02, 0.1];
    yield [`{application="${name}",version="version2"}`, 0.02, gateway % 3 === 0 ? 0.2 : 0.1];
  }
}

const server = createServer((_request, response) => {
  response.setHeader('Content-Type', 'text/plain; version=0.0.4');
  response.end([...lines()].join(''));
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}/metrics`));
