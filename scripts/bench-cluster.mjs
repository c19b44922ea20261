/**
 * `npm run bench:cluster`: what gateways cost two replicas of the controller on one real API server of this machine, by their own
 * metrics and that server's. Prints figures; it judges nothing and is no test. `--gateways=500` and `--seconds=60` choose what is
 * measured. LAMIA_CRDS names a folder with the published definitions of Istio.
 */
import { execFileSync } from 'node:child_process';
import { cpus, loadavg } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { measureCluster } from '../test/bench/cluster/measure.mjs';
import { locateAssets } from './kube-apiserver/assets.mjs';

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const option = (name, fallback) =>
  process.argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3) ?? fallback;

const assets = locateAssets(process.env);
const definitions = process.env.LAMIA_CRDS ?? '';
if (assets === null || definitions === '') {
  console.error(
    'there is no API server, or no definitions of Istio: `npm run build:kube-apiserver` builds the one, LAMIA_CRDS names a folder with the others',
  );
  process.exit(1);
}
execFileSync('npm', ['run', 'build', '--silent'], {
  cwd: ROOT,
  stdio: ['ignore', process.stderr, 'inherit'],
});

const count = Number(option('gateways', '2000'));
const seconds = Number(option('seconds', '60'));
console.log(
  `${count} gateways at 10 s, two replicas, one API server; ${cpus().length} cores, node ${process.version}`,
);
const figures = await measureCluster({ root: ROOT, assets, definitions, count, seconds });
for (const [what, figure] of Object.entries(figures)) console.log(`${what.padEnd(44)} ${figure}`);
console.error(`load of the machine at the end: ${loadavg()[0].toFixed(1)}`);
