/**
 * The reader of `npm run bench:scale`: `node reads.mjs API GATEWAYS PER_SECOND SECONDS` reads the status of one gateway after
 * another at an even pace, whether or not the ones before were answered, and prints quantiles of how long that took.
 */
import { Agent, get } from 'node:http';

const [api, gateways, perSecond, seconds] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true, maxSockets: 50 });
const total = Number(perSecond) * Number(seconds);
const took = [];
let failed = 0;

const read = (index) =>
  new Promise((resolve) => {
    const name = `gateway-${String((index * 7919) % Number(gateways)).padStart(5, '0')}`;
    const began = performance.now();
    get(new URL(`/api/v1/gateways/${name}/status`, api), { agent }, (response) => {
      response.resume().once('end', () => {
        if (response.statusCode === 200) took.push(performance.now() - began);
        else failed += 1;
        resolve();
      });
    }).once('error', () => {
      failed += 1;
      resolve();
    });
  });

const began = performance.now();
const under = [];
for (let index = 0; index < total;) {
  const due = Math.min(total, Math.floor(((performance.now() - began) * Number(perSecond)) / 1000));
  for (; index < due; index += 1) under.push(read(index));
  await new Promise((resolve) => setTimeout(resolve, 1));
}
await Promise.all(under);
took.sort((left, right) => left - right);
const at = (share) => took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? null;
console.log(JSON.stringify({ count: took.length, failed, p50: at(0.5), p99: at(0.99), max: at(1) }));
agent.destroy();
