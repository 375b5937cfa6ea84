import { spawn } from 'node:child_process'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface GitServer {
  readonly url: string
  /** `METHOD path` of every request that was let in. */
  readonly requests: string[]
  close(): Promise<void>
}

/** Git's own smart HTTP below `root`; answers 401 unless `authorization` is sent. `version` is the newest protocol it speaks. */
export async function startGitServer(
  root: string,
  authorization: string | undefined,
  { version = 2 }: { readonly version?: 0 | 2 } = {},
): Promise<GitServer> {
  const requests: string[] = []
  const server = createServer((request, response) => {
    if (request.headers.authorization !== authorization) {
      response.writeHead(401, { 'www-authenticate': 'Basic' }).end()
      return
    }
    requests.push(`${request.method} ${request.url}`)
    if (version === 0) delete request.headers['git-protocol']
    runBackend(root, request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

function runBackend(root: string, request: IncomingMessage, response: ServerResponse): void {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
  const backend = spawn('git', ['http-backend'], {
    env: {
      PATH: process.env.PATH,
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'http.receivepack',
      GIT_CONFIG_VALUE_0: 'true',
      REQUEST_METHOD: request.method ?? 'GET',
      PATH_INFO: decodeURIComponent(pathname),
      QUERY_STRING: searchParams.toString(),
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
    },
  })
  request.pipe(backend.stdin)
  const chunks: Buffer[] = []
  backend.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  backend.on('close', () => {
    const all = Buffer.concat(chunks)
    const end = all.indexOf('\r\n\r\n')
    const headers = all.subarray(0, end).toString().split('\r\n')
    let status = 200
    for (const header of headers) {
      const [name = '', ...value] = header.split(': ')
      if (name === 'Status') status = Number.parseInt(value.join(': '), 10)
      else response.setHeader(name, value.join(': '))
    }
    response.writeHead(status).end(all.subarray(end + 4))
  })
}
