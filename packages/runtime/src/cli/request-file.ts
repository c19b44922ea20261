import { suggest } from '@lamia/lang';
import type { RequestInput } from '@lamia/lang';
import { Findings, isUsable } from '../config/finding.js';
import type { Finding } from '../config/finding.js';
import { placeIn } from '../config/place.js';
import type { SourceText } from '../config/place.js';
import { readYaml } from '../config/yaml/read-yaml.js';
import type { Tree, TreeMap } from '../config/yaml/tree.js';

export type RequestFileResult =
  | { readonly ok: true; readonly request: RequestInput }
  | { readonly ok: false; readonly findings: readonly Finding[] };

const KEYS = ['method', 'scheme', 'host', 'path', 'query', 'headers'] as const;

/** Reads a request, JSON or YAML: method, scheme, host, path, query and headers, each of which may be left out. */
export function parseRequestFile(source: SourceText): RequestFileResult {
  const findings = new Findings();
  const [tree, second] = readYaml(source, findings);
  if (isUsable(findings.list) && (tree?.kind !== 'map' || second !== undefined)) {
    const message = 'a request is one map, such as {"path": "/a", "headers": {"User-Agent": "Chrome"}}';
    findings.error(second?.place ?? placeIn(source, 0, 0), 'not-an-object', message);
  }
  if (!isUsable(findings.list) || tree?.kind !== 'map') return { ok: false, findings: findings.list };
  const request = readRequestMap(tree, findings);
  return isUsable(findings.list) ? { ok: true, request } : { ok: false, findings: findings.list };
}

function readRequestMap(tree: TreeMap, findings: Findings): RequestInput {
  const request: { -readonly [K in keyof RequestInput]: RequestInput[K] } = {};
  for (const [name, { key, value }] of tree.entries) {
    const known = KEYS.find((one) => one === name);
    if (known === undefined) {
      const near = suggest(name, KEYS);
      const advice = near === null ? `expected ${KEYS.join(', ')}` : `did you mean \`${near}\`?`;
      findings.error(key, 'unknown-key', `a request has no \`${name}\`; ${advice}`);
    } else if (known === 'headers') {
      request.headers = readHeaders(value, findings);
    } else if (known === 'query' && value.kind === 'scalar' && value.value === null) {
      request.query = null;
    } else {
      request[known] = readText(name, value, findings);
    }
  }
  return request;
}

function readHeaders(tree: Tree, findings: Findings): readonly (readonly [string, string])[] {
  switch (tree.kind) {
    case 'map':
      return [...tree.entries].map(([name, { value }]) => [name, readText(name, value, findings)]);
    case 'list':
      return tree.items.map((line): readonly [string, string] => {
        if (line.kind === 'list' && line.items.length === 2) {
          const [name, value] = line.items.map((item) => readText('a header', item, findings));
          return [name ?? '', value ?? ''];
        }
        findings.error(line.place, 'wrong-type', 'a header line is a pair, such as ["User-Agent", "Chrome"]');
        return ['', ''];
      });
    case 'scalar':
      findings.error(
        tree.place,
        'wrong-type',
        'headers are a map, or a list of pairs such as [["User-Agent", "Chrome"]]',
      );
      return [];
  }
}

/** A number or a truth value means its text: `X-Group: 1` is written without quotes often enough. */
function readText(name: string, tree: Tree, findings: Findings): string {
  if (tree.kind === 'scalar' && tree.value !== null) return String(tree.value);
  findings.error(tree.place, 'wrong-type', `\`${name}\` must be a text`);
  return '';
}
