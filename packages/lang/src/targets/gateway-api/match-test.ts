import { RE2JS } from 're2js';
import { lowerCase, type Request } from '../../condition/request.js';
import type { HttpRouteMatch, PathMatch, ValueMatch } from './httproute.js';

/** Whether a match takes a request. */
export type MatchTest = (request: Request) => boolean;

/** Compiles a regular expression into a test of the whole value. */
type Compile = (pattern: string) => (value: string) => boolean;

/** Compiles matches as implementations do; of things that repeat in a request they see the first. */
export class MatchCompiler {
  private readonly known = new Map<string, (value: string) => boolean>();

  test(match: HttpRouteMatch): MatchTest {
    const { path, method, headers = [], queryParams = [] } = match;
    const tests: MatchTest[] = [];
    if (method !== undefined) tests.push((request) => request.method === method);
    if (path !== undefined) {
      const test = pathTest(path, this.regex);
      tests.push((request) => test(request.path));
    }
    for (const header of firstOfEach(headers)) {
      const name = lowerCase(header.name);
      const test = valueTest(header, this.regex);
      tests.push((request) => test(request.headers.find(([line]) => line === name)?.[1]));
    }
    for (const parameter of queryParams) {
      const test = valueTest(parameter, this.regex);
      tests.push((request) => test(queryParameter(request, parameter.name)));
    }
    return (request) => tests.every((test) => test(request));
  }

  private readonly regex: Compile = (pattern) => {
    const known = this.known.get(pattern);
    if (known !== undefined) return known;
    const regex = RE2JS.compile(pattern);
    const test = (value: string): boolean => regex.matches(value);
    this.known.set(pattern, test);
    return test;
  };
}

function pathTest({ type, value }: PathMatch, regex: Compile): (path: string) => boolean {
  switch (type) {
    case 'Exact':
      return (path) => path === value;
    case 'RegularExpression':
      return regex(value);
    case 'PathPrefix': {
      const folder = value.replace(/\/+$/, '');
      return (path) => path === folder || path.startsWith(`${folder}/`);
    }
  }
}

function valueTest({ type, value }: ValueMatch, regex: Compile): (actual: string | undefined) => boolean {
  if (type === 'Exact') return (actual) => actual === value;
  const test = regex(value);
  return (actual) => actual !== undefined && test(actual);
}

/** Of names that are equal but for case only the first counts. */
function firstOfEach(headers: readonly ValueMatch[]): readonly ValueMatch[] {
  const names = headers.map(({ name }) => lowerCase(name));
  return headers.filter((_, index) => names.indexOf(names[index] ?? '') === index);
}

function queryParameter({ query }: Request, name: string): string | undefined {
  const part = query?.split('&').find((one) => one === name || one.startsWith(`${name}=`));
  return part?.slice(name.length + 1);
}
