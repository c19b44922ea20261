import { describe, expect, test } from '@jest/globals';
import type { RequestInput } from '@lamia/lang';
import { formRequest, requestForm } from './form.js';
import { readRequests } from './read-requests.js';

function requests(text: string): readonly RequestInput[] {
  const read = readRequests(text);
  if (!read.ok) throw new Error(read.message);
  return read.requests.map(({ request }) => request);
}

function only(text: string): RequestInput {
  const [request, second] = requests(text);
  if (request === undefined || second !== undefined) throw new Error('expected one request');
  return request;
}

const header = (request: RequestInput, wanted: string): readonly string[] =>
  requestForm(request).headers.flatMap(([name, value]) =>
    name.toLowerCase() === wanted.toLowerCase() ? [value] : [],
  );

const refusal = (text: string): string => {
  const read = readRequests(text);
  return read.ok ? `read as ${JSON.stringify(read.requests)}` : read.message;
};

describe('a curl command', () => {
  test('has an address, a method, headers and cookies', () => {
    expect(
      only(
        `curl -X PUT 'https://shop.example:8443/a%20b/?q&x=1#part' -H 'X-Group: testers' --cookie "a=1; b=2"`,
      ),
    ).toEqual({
      method: 'PUT',
      scheme: 'https',
      host: 'shop.example:8443',
      path: '/a%20b/',
      query: 'q&x=1',
      headers: [
        ['User-Agent', 'curl/8.5.0'],
        ['Accept', '*/*'],
        ['Cookie', 'a=1; b=2'],
        ['X-Group', 'testers'],
      ],
    });
  });

  test('as browsers copy it, over several lines and with $-quotes', () => {
    const request = only(
      `curl 'https://shop.example/cart' \\\n  -H 'accept: */*' \\\r\n  -H $'x-note: it\\'s \\u00e9' \\\n  --data-raw $'{"a":"\\n"}' \\\n  --compressed`,
    );
    expect(request).toMatchObject({ method: 'POST', path: '/cart' });
    expect(header(request, 'x-note')).toEqual(["it's é"]);
    expect(header(request, 'accept')).toEqual(['*/*']);
    expect(header(request, 'accept-encoding')).toEqual(['deflate, gzip, br, zstd']);
  });

  test.each([
    ['curl shop.example', 'GET', ''],
    ['curl -d a=1 shop.example', 'POST', ''],
    ['curl -d a=1 -d b=2 -G "shop.example/?z=0"', 'GET', 'z=0&a=1&b=2'],
    ['curl --data-urlencode "q=a b&c" --get shop.example', 'GET', 'q=a+b%26c'],
    ['curl shop.example --url-query x=1', 'GET', 'x=1'],
    ['curl --json "{}" shop.example', 'POST', ''],
    ['curl -F a=b shop.example', 'POST', ''],
    ['curl -T file shop.example', 'PUT', ''],
    ['curl -I shop.example', 'HEAD', ''],
    ['curl -d x -XDELETE shop.example', 'DELETE', ''],
    ['curl -sSLXPATCH --url shop.example', 'PATCH', ''],
    ['$ curl shop.example | jq .', 'GET', ''],
    ['curl shop.example >out.json 2>/dev/null', 'GET', ''],
    ['curl -o out.json shop.example # why', 'GET', ''],
  ])('%s sends %s', (text, method, query) => {
    const request = only(text);
    expect([request.method, request.query ?? '', request.host]).toEqual([method, query, 'shop.example']);
  });

  test('replaces and removes what curl says itself', () => {
    const request = only(
      `curl -A me -u 'ann:geheim' -e http://x/ -H 'Accept:' -H 'X-Empty;' -H 'Host: other.example' localhost:8080`,
    );
    expect(request.host).toBe('other.example');
    expect(requestForm(request).headers).toEqual([
      ['Authorization', 'Basic YW5uOmdlaGVpbQ=='],
      ['User-Agent', 'me'],
      ['Referer', 'http://x/'],
      ['X-Empty', ''],
    ]);
    expect(header(only('curl -A "" shop.example'), 'user-agent')).toEqual([]);
  });

  test('cookies of several options are joined as curl joins them', () => {
    expect(header(only(`curl -b 'a=1; b=2' -b c=3 h`), 'cookie')).toEqual(['a=1; b=2;c=3']);
  });

  test('an address with a name and a password authorises', () => {
    expect(header(only('curl http://é:b@shop.example'), 'authorization')).toEqual(['Basic w6k6Yg==']);
    expect(header(only('curl --oauth2-bearer t0k shop.example'), 'authorization')).toEqual(['Bearer t0k']);
  });

  test('sends a path without dot segments, unless it is to be as it is', () => {
    expect(only('curl http://h/a/./b/../c/').path).toBe('/a/c/');
    expect(only('curl http://h/a/..').path).toBe('/');
    expect(only('curl --path-as-is http://h/a/../c').path).toBe('/a/../c');
  });

  test('each address is a request', () => {
    expect(requests('curl -H "A: 1" h/a h/b').map(({ path }) => path)).toEqual(['/a', '/b']);
  });

  test('tells what it took for granted', () => {
    const read = readRequests('curl -F a=b --compressed shop.example');
    expect(read.ok ? read.requests[0]?.notes : []).toEqual([
      'the boundary in `Content-Type` is made up by curl for each request',
      'which encodings `Accept-Encoding` names depends on how curl was built',
      'curl names itself and its version in `User-Agent`: `curl/8.5.0` stands for any',
    ]);
  });

  test.each([
    ['curl "https://$HOST/"', 'which a shell replaces'],
    ['curl $URL', 'which a shell replaces'],
    ['curl `cat url`', 'which a shell runs'],
    ['curl http://h/?a=1&b=2', 'an unquoted `&` ends the command before `b=2`'],
    ['curl http://h/\ncurl http://i/', 'an unquoted line break ends the command'],
    ['curl "http://h/', 'is not closed'],
    ['curl http://h/ \\', 'ends in `\\`'],
    ['curl -b cookies.txt h', 'reads cookies from a file'],
    ['curl -H @headers h', 'reads headers from a file'],
    ['curl -G -d @file h', 'comes from a file'],
    ['curl -K config h', 'changes what is sent'],
    ['curl --next h', 'changes what is sent'],
    ['curl --frobnicate h', 'is no option of curl that is known here'],
    ['curl -X', '`-X` has no value'],
    ['curl -H nonsense h', 'is no header'],
    ['curl -s', 'names no address'],
    ['curl', 'names no address'],
    ['curl "http://h/{a,b}"', 'curl makes several requests of `{a,b}`'],
    ['curl ftp://h/', 'expected an address for http or https'],
    ['curl "http://h/a b"', 'has a blank in it'],
    ['wget http://h/', '`wget http://h/` begins no request'],
    ['curl ^"http://h/%HOME%^"', '`%HOME%`, which the command prompt replaces'],
    ['curl ^"http://h/^" & del x', 'the command ends before `del x`'],
    ['curl ^"http://h/', 'is not closed'],
  ])('%s is refused', (text, message) => {
    expect(refusal(text)).toContain(message);
  });
});

describe('an HTTP message', () => {
  test('has a line, headers, and a body that says nothing', () => {
    expect(
      only('POST /a/b?x=1 HTTP/1.1\r\nHost: Shop.Example\r\nX-A: 1\r\nX-A:  2 \r\n\r\nnot: a header\r\n'),
    ).toEqual({
      method: 'POST',
      scheme: 'http',
      host: 'Shop.Example',
      path: '/a/b',
      query: 'x=1',
      headers: [
        ['X-A', '1'],
        ['X-A', '2'],
      ],
    });
  });

  test('may have a whole address, no version, and a header on two lines', () => {
    expect(only('GET https://h:444/x\nX-Long: a\n  b')).toMatchObject({
      scheme: 'https',
      host: 'h:444',
      headers: [['X-Long', 'a b']],
    });
  });

  test('may be that of HTTP/2', () => {
    expect(only(':method: GET\n:scheme: https\n:authority: h\n:path: /a?b\naccept: */*')).toEqual({
      method: 'GET',
      scheme: 'https',
      host: 'h',
      path: '/a',
      query: 'b',
      headers: [['accept', '*/*']],
    });
  });

  test.each([
    ['hello', 'begins no request'],
    ['GET a HTTP/1.1', 'is no target'],
    ['GET / HTTP/1.1\nno header', 'is no header'],
    ['  ', 'there is no request yet'],
  ])('%s is refused', (text, message) => {
    expect(refusal(text)).toContain(message);
  });
});

describe('a HAR', () => {
  const har = (...entries: readonly unknown[]): string => JSON.stringify({ log: { entries } });
  test('has all its requests', () => {
    const text = har(
      {
        request: {
          method: 'GET',
          url: 'https://h/a?b=1',
          headers: [
            { name: ':path', value: '/a' },
            { name: 'X', value: '1' },
          ],
        },
      },
      { request: { method: 'POST', url: 'http://h/b', headers: [{ name: 'Host', value: 'i' }] } },
    );
    expect(requests(text)).toEqual([
      { method: 'GET', scheme: 'https', host: 'h', path: '/a', query: 'b=1', headers: [['X', '1']] },
      { method: 'POST', scheme: 'http', host: 'i', path: '/b', query: null, headers: [] },
    ]);
  });

  test.each([
    ['{', 'is no JSON'],
    ['{"a":1}', 'expected `log` with a list of `entries`'],
    [har(), 'has no requests'],
    [har({ request: { method: 'GET' } }), 'the request 1 of this HAR has no'],
  ])('%s is refused', (text, message) => {
    expect(refusal(text)).toContain(message);
  });
});

test('a form shows a request and gives it back', () => {
  const request = only('curl -X PUT "https://h/a?b" -H "A: 1" -H "User-Agent:" -H "Accept:"');
  expect(formRequest(requestForm(request))).toEqual(request);
  expect(formRequest({ ...requestForm({}), path: 'a', query: '?x', headers: [[' ', 'y']] })).toEqual({
    method: 'GET',
    scheme: 'http',
    host: '',
    path: '/a',
    query: 'x',
    headers: [],
  });
});
