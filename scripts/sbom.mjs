/**
 * `npm run sbom`: prints what an installation has in it beside Lamia itself, in CycloneDX, as npm reads it from the lockfile. The same
 * lockfile gives the same text: the time and the number that npm adds are left out.
 */
import { execFileSync } from 'node:child_process';
import { basename } from 'node:path';
import { root } from './toolchain/root.mjs';

/** @typedef {{ 'bom-ref': string, properties?: { name: string, value: string }[] }} Component */
/**
 * @typedef {{ serialNumber: string, metadata: { timestamp: string }, components: Component[],
 *   dependencies: { ref: string, dependsOn: string[] }[] }} Bill
 */

const ARGS = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only', '--sbom-type', 'application'];

const self = process.env['npm_execpath'];
const [command, args] =
  self !== undefined && basename(self) === 'npm-cli.js' ? [process.execPath, [self, ...ARGS]] : ['npm', ARGS];
const text = execFileSync(command, args, { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
const bill = /** @type {Bill} */ (JSON.parse(text));

// By itself npm would leave out as well what the packages need and the development of all of them too.
const components = bill.components.filter(
  ({ properties = [] }) => !properties.some(({ name }) => name === 'cdx:npm:package:development'),
);
const kept = new Set(components.map((component) => component['bom-ref']));
const left = new Set(
  bill.components.map((component) => component['bom-ref']).filter((ref) => !kept.has(ref)),
);
const dependencies = bill.dependencies
  .filter(({ ref }) => !left.has(ref))
  .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((each) => !left.has(each)) }));
const { serialNumber: _number, ...document } = bill;
const { timestamp: _time, ...metadata } = document.metadata;
process.stdout.write(`${JSON.stringify({ ...document, metadata, components, dependencies }, null, 2)}\n`);
