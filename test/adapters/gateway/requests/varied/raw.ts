import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'

const IMAGE = (url: string) =>
  `{"model":"m","max_tokens":1,"messages":[{"role":"user","content":[{"type":"image","source":{"type":"url","url":"${url}"}}]}]}`
const PLAIN = '{"model":"m","max_tokens":1,"messages":[{"role":"user","content":"hello"}]}'

const post = (
  body: string | Buffer,
  headers: readonly string[] = [],
  line = 'POST /v1/messages HTTP/1.1',
): Buffer =>
  Buffer.concat([
    Buffer.from(
      [
        line,
        'host: localhost',
        'authorization: Bearer dummy',
        'content-type: application/json',
        `content-length: ${Buffer.byteLength(body)}`,
        ...headers,
        '',
        '',
      ].join('\r\n'),
      'latin1',
    ),
    Buffer.from(body),
  ])
const head = (...lines: string[]) => Buffer.from([...lines, '', ''].join('\r\n'), 'latin1')
const chunk = (text: string) => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`
const chunked = (text: string, trailer = '') =>
  Buffer.concat([
    head(
      'POST /v1/messages HTTP/1.1',
      'host: a',
      'content-type: application/json',
      'transfer-encoding: chunked',
    ),
    Buffer.from(`${chunk(text)}0\r\n${trailer}\r\n`),
  ])
const escapeAll = (text: string) =>
  text.replace(/[a-z]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** What is sent to the gateway byte by byte, by what is odd about it. */
export const RAW: Readonly<Record<string, (url: string, host: string) => Buffer>> = {
  'a tunnel': (_, host) => head(`CONNECT ${host} HTTP/1.1`, `host: ${host}`),
  'a tunnel and what goes through it': (_, host) =>
    Buffer.concat([
      head(`CONNECT ${host} HTTP/1.1`, `host: ${host}`),
      head('GET /canary HTTP/1.1', `host: ${host}`),
    ]),
  'an address as the target': (url) => post(PLAIN, [], `POST ${url}/v1/messages HTTP/1.1`),
  'an address as the target with a user': (url) =>
    post(PLAIN, [], `POST ${url.replace('//', '//a@')}/v1/messages HTTP/1.1`),
  'an address as the target that ends like a call': (url) =>
    post(PLAIN, [], `POST ${url}/../v1/messages HTTP/1.1`),
  'a get of an address': (url, host) => head(`GET ${url} HTTP/1.1`, `host: ${host}`),
  'another host': (_, host) =>
    Buffer.from(post(PLAIN).toString('latin1').replace('host: localhost', `host: ${host}`), 'latin1'),
  'two hosts': (_, host) => post(PLAIN, [`host: ${host}`]),
  'a web socket': (url, host) =>
    head(
      `GET /v1/responses?u=${url} HTTP/1.1`,
      `host: ${host}`,
      'connection: upgrade',
      'upgrade: websocket',
      'sec-websocket-version: 13',
      'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==',
      `sec-websocket-protocol: ${url}`,
    ),
  'a web socket by post, with a body': (url) =>
    post(IMAGE(url), ['connection: upgrade', 'upgrade: websocket']),
  'a web socket and what goes through it': (url) =>
    Buffer.concat([
      head(
        'GET /v1/responses HTTP/1.1',
        'host: a',
        'connection: upgrade',
        'upgrade: websocket',
        'sec-websocket-version: 13',
        'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==',
      ),
      Buffer.from(IMAGE(url)),
    ]),
  'an upgrade to HTTP/2': (url) =>
    post(IMAGE(url), [
      'connection: upgrade, http2-settings',
      'upgrade: h2c',
      'http2-settings: AAMAAABkAAQCAAAAAAIAAAAA',
    ]),
  'the beginning of HTTP/2': (url) =>
    Buffer.concat([Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'), Buffer.from(IMAGE(url))]),
  'HTTP/1.0': (url) => post(IMAGE(url), [], 'POST /v1/messages HTTP/1.0'),
  'HTTP/0.9': (url) => Buffer.from(`GET /v1/messages?${url}\r\n`),
  'two lengths': (url) => post(PLAIN + IMAGE(url), [`content-length: ${PLAIN.length}`]),
  'a length in a list': (url) =>
    Buffer.from(
      post(PLAIN + IMAGE(url))
        .toString('latin1')
        .replace(/content-length: (\d+)/, `content-length: ${PLAIN.length}, $1`),
      'latin1',
    ),
  'a length and chunks': (url) =>
    post(`${chunk(PLAIN)}0\r\n\r\n${post(IMAGE(url)).toString('latin1')}`, ['transfer-encoding: chunked']),
  'chunks by another spelling': (url) =>
    post(`${chunk(PLAIN)}0\r\n\r\n${post(IMAGE(url)).toString('latin1')}`, [
      'transfer-encoding: \u000bchunked',
    ]),
  'chunks by a list': (url) =>
    post(`${chunk(IMAGE(url))}0\r\n\r\n`, ['transfer-encoding: chunked, identity']),
  'chunks that are gzip': (url) => post(gzipSync(IMAGE(url)), ['transfer-encoding: gzip, chunked']),
  chunks: (url) => chunked(IMAGE(url)),
  'chunks with an extension': (url) =>
    Buffer.concat([
      head(
        'POST /v1/messages HTTP/1.1',
        'host: a',
        'content-type: application/json',
        'transfer-encoding: chunked',
      ),
      Buffer.from(`${PLAIN.length.toString(16)};u="${url}"\r\n${PLAIN}\r\n0\r\n\r\n`),
    ]),
  'chunks with a trailer': (url) => chunked(PLAIN, `x-callback: ${url}\r\ncontent-location: ${url}\r\n`),
  'chunks that a trailer is announced for': (url) =>
    Buffer.concat([
      head(
        'POST /v1/messages HTTP/1.1',
        'host: a',
        'content-type: application/json',
        'transfer-encoding: chunked',
        'trailer: user-agent',
        'te: trailers',
      ),
      Buffer.from(`${chunk(PLAIN)}0\r\nuser-agent: ${url}\r\n\r\n`),
    ]),
  'two requests at once, the second hostile': (url) => Buffer.concat([post(PLAIN), post(IMAGE(url))]),
  'a request after the end of a body': (url) =>
    Buffer.concat([post(PLAIN), Buffer.from(`GET /v1/files?u=${url} HTTP/1.1\r\nhost: a\r\n\r\n`)]),
  'a header over two lines': (url) => post(PLAIN, [`user-agent: a`, ` ${url}`]),
  'a header with a bare line feed': (url) => post(PLAIN, [`user-agent: a\nx-callback: ${url}`]),
  'a header with a bare return': (url) => post(PLAIN, [`user-agent: a\rx-callback: ${url}`]),
  'a header with a space before the colon': (url) => post(PLAIN, [`x-callback : ${url}`]),
  'a header with a zero byte': (url) => post(PLAIN, [`user-agent: a\0${url}`]),
  'a header in percent': (url) => post(PLAIN, [`user-agent: a%0d%0ax-callback: ${url}`]),
  'a line with a return in percent': (url) =>
    post(PLAIN, [], `POST /v1/messages%0d%0ax-callback:${url} HTTP/1.1`),
  'a line with a space': (url) => post(PLAIN, [], `POST /v1/messages ${url} HTTP/1.1`),
  'a line with a tab': (url) => post(PLAIN, [], `POST /v1/messages\t${url} HTTP/1.1`),
  'a query with a question mark more': (url) => post(PLAIN, [], `POST /v1/messages??${url} HTTP/1.1`),
  'options of everything': (url) => head('OPTIONS * HTTP/1.1', `host: a`, `origin: ${url}`),
  'a trace': (url) => head('TRACE /v1/messages HTTP/1.1', `host: a`, `user-agent: ${url}`),
  'a method of its own': (url) => post(IMAGE(url), [], 'LINK /v1/messages HTTP/1.1'),
  'a get with a body': (url) => post(IMAGE(url), [], 'GET /v1/models HTTP/1.1'),
  'a wait for leave': (url) => post(IMAGE(url), ['expect: 100-continue']),
  'a wait for something else': (url) => post(PLAIN, [`expect: ${url}`]),
  'a list of models with a body in chunks': (url) =>
    Buffer.concat([
      head('GET /v1/models HTTP/1.1', 'host: a', 'transfer-encoding: chunked'),
      Buffer.from(`${chunk(IMAGE(url))}0\r\n\r\n`),
    ]),
  'headers that a connection names': (url) => post(PLAIN, ['connection: user-agent', `user-agent: ${url}`]),

  gzip: (url) => post(gzipSync(IMAGE(url)), ['content-encoding: gzip']),
  'gzip that is not said': (url) => post(gzipSync(IMAGE(url))),
  'gzip twice': (url) => post(gzipSync(gzipSync(IMAGE(url))), ['content-encoding: gzip, gzip']),
  deflate: (url) => post(deflateSync(IMAGE(url)), ['content-encoding: deflate']),
  brotli: (url) => post(brotliCompressSync(IMAGE(url)), ['content-encoding: br']),
  'an encoding that is not there': (url) => post(IMAGE(url), ['content-encoding: zstd']),
  'an encoding of nothing': (url) => post(IMAGE(url), ['content-encoding: identity']),
  'plain, called gzip': () => post(PLAIN, ['content-encoding: gzip']),
  'UTF-16': (url) => post(Buffer.from(IMAGE(url), 'utf16le')),
  'UTF-16 with its mark': (url) => post(Buffer.from(`\ufeff${IMAGE(url)}`, 'utf16le')),
  'UTF-16 the other way': (url) => post(Buffer.from(`\ufeff${IMAGE(url)}`, 'utf16le').swap16()),
  'UTF-8 with its mark': (url) => post(`\ufeff${IMAGE(url)}`),
  'UTF-7 said by its type': (url) =>
    post(PLAIN.replace('"hello"', `+AFsAew-"type":"image","source":{"type":"url","url":"${url}"}+AH0AXQ-`), [
      'content-type: application/json; charset=utf-7',
    ]),
  'a type with another set of characters': () =>
    Buffer.from(
      post(PLAIN).toString('latin1').replace('application/json', 'application/json; charset=utf-7'),
      'latin1',
    ),
  'a form': (url) =>
    Buffer.from(
      post(`model=m&messages[0][content][0][source][url]=${url}`)
        .toString('latin1')
        .replace('application/json', 'application/x-www-form-urlencoded'),
      'latin1',
    ),
  'a form of parts': (url) =>
    Buffer.from(
      post(`--b\r\ncontent-disposition: form-data; name="file_url"\r\n\r\n${url}\r\n--b--\r\n`)
        .toString('latin1')
        .replace('application/json', 'multipart/form-data; boundary=b'),
      'latin1',
    ),
  'lines of JSON': (url) => post(`${PLAIN}\n${IMAGE(url)}\n`),
  'two bodies in one': (url) => post(PLAIN + IMAGE(url)),
  'a body and rubbish': (url) => post(`${PLAIN}, "url": "${url}"`),
  'a body in a list': (url) => post(`[${PLAIN},${IMAGE(url)}]`),
  'a body in a text': (url) => post(JSON.stringify(IMAGE(url))),
  'a comment': (url) => post(PLAIN.replace('{', `{/*"tools":[{"url":"${url}"}]*/`)),
  'a line comment': (url) => post(PLAIN.replace('{', `{//\n"mcp_servers":[{"url":"${url}"}],`)),
  'a comma too many': (url) => post(IMAGE(url).replace('}]}]', '},]}]')),
  'keys without quotes': (url) => post(`{model:"m",messages:[],mcp_servers:[{url:"${url}"}]}`),
  'a key twice, hostile first': (url) =>
    post(
      PLAIN.replace(
        '{',
        `{"messages":[{"role":"user","content":[{"type":"image","source":{"type":"url","url":"${url}"}}]}],`,
      ),
    ),
  'a key twice, hostile last': (url) =>
    post(
      PLAIN.replace(
        /\}$/,
        `,"messages":[{"role":"user","content":[{"type":"image","source":{"type":"url","url":"${url}"}}]}]}`,
      ),
    ),
  'a key twice, once escaped': (url) =>
    post(PLAIN.replace('{', `{"m\\u0065ssages":[{"source":{"url":"${url}"}}],`)),
  'a key twice, deep': (url) =>
    post(
      PLAIN.replace('"role"', `"content":[{"type":"image","source":{"type":"url","url":"${url}"}}],"role"`),
    ),
  'keys that are escaped': (url) => post(IMAGE(url).replace('"source"', `"${escapeAll('source')}"`)),
  'values that are escaped': (url) => post(IMAGE(url).replace('"url","url"', `"${escapeAll('url')}","url"`)),
  'an address that is escaped': (url) => post(IMAGE(escapeAll(url))),
  'an address with escaped slashes': (url) => post(IMAGE(url.replaceAll('/', '\\/'))),
  'a key with a zero byte': (url) => post(IMAGE(url).replace('"source"', '"source\\u0000"')),
  'a key in full width': (url) => post(IMAGE(url).replace('"source"', '"ｓｏｕｒｃｅ"')),
  'a key of the prototype': (url) =>
    post(PLAIN.replace('{', `{"__proto__":{"mcp_servers":[{"url":"${url}"}]},`)),
  'a key of the constructor': (url) =>
    post(PLAIN.replace('{', `{"constructor":{"prototype":{"url":"${url}"}},`)),
  'a key of the prototype, deep': (url) =>
    post(PLAIN.replace('"role"', `"__proto__":{"source":{"url":"${url}"}},"role"`)),
  'a key that turns a value to JSON': (url) => post(PLAIN.replace('{', `{"toJSON":{"url":"${url}"},`)),
  'bytes that are no UTF-8 in a key': (url) =>
    Buffer.concat([
      Buffer.from(
        post(PLAIN.replace('{', `{"mcp_servers\xff":[{"url":"${url}"}],`)).toString('latin1'),
        'latin1',
      ),
    ]),
  'bytes that are too long for what they say': (url) =>
    post(
      Buffer.concat([
        Buffer.from(PLAIN.slice(0, -1)),
        Buffer.from(',"mcp'),
        Buffer.from([0xc1, 0x9f]),
        Buffer.from(`servers":[{"url":"${url}"}]}`),
      ]),
    ),
  'half a pair': (url) => post(PLAIN.replace('{', `{"\\ud800mcp_servers":[{"url":"${url}"}],`)),
  'a number that is none': (url) => post(PLAIN.replace('1,', `NaN,"url":"${url}",`)),
  deep: (url) => post(`${PLAIN.slice(0, -1)},"a":${'['.repeat(50_000)}"${url}"${']'.repeat(50_000)}}`),
  'deep in a schema': (url) =>
    post(
      `${PLAIN.slice(0, -1)},"tools":[{"name":"a","input_schema":${'{"items":'.repeat(2_000)}{"$ref":"${url}"}${'}'.repeat(2_000)}}]}`,
    ),
  'a body cut short': (url) => post(IMAGE(url).slice(0, -2)),
  'a body that begins with rubbish': (url) => post(`)]}',\n${IMAGE(url)}`),
  'spaces that JSON does not know': (url) => post(`\u00a0${IMAGE(url)}`),
  'a call for another model later in the body': (url) =>
    post(PLAIN.replace('"m"', '"m","model":"m:online"').replace('hello', url)),
}
