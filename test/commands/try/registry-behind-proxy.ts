import { createHash } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { type AddressInfo, connect, type Server } from 'node:net'
import { join } from 'node:path'
import { execa, execaSync } from 'execa'

const OPENSSL = 'openssl'

export const opensslIsInstalled = execaSync(OPENSSL, ['version'], { reject: false }).exitCode === 0

const HOST = 'registry.example.test'
const PASSWORD = 's3cr3t-of-the-proxy'

export interface RegistryBehindProxy {
  /** What a shell of that network has set. */
  readonly environment: Readonly<Record<string, string>>
  readonly password: string
  /** Of the package `sums`, for a lock file. */
  readonly resolved: string
  readonly integrity: string
  /** Paths that were asked for. */
  readonly asked: readonly string[]
  close(): void
}

/** A registry with the package `sums`, by a certificate that nobody knows, which is reached through a proxy that wants a password. */
export async function startRegistryBehindProxy(folder: string): Promise<RegistryBehindProxy> {
  await mkdir(folder, { recursive: true })
  const { authority, key, certificate } = await makeCertificates(folder)
  const tarball = await packSums(folder)
  const integrity = `sha512-${createHash('sha512').update(tarball).digest('base64')}`
  const resolved = `https://${HOST}/sums/-/sums-1.0.0.tgz`
  const version = { name: 'sums', version: '1.0.0', dist: { tarball: resolved, integrity } }
  const packument = { name: 'sums', 'dist-tags': { latest: '1.0.0' }, versions: { '1.0.0': version } }
  const asked: string[] = []
  const registry = createSecureServer({ key, cert: certificate }, (request, response) => {
    asked.push(request.url ?? '')
    if (request.url === '/sums') response.end(JSON.stringify(packument))
    else if (request.url === new URL(resolved).pathname) response.end(tarball)
    else response.writeHead(404).end()
  })
  const port = await listen(registry)
  const proxy = createProxy(port)
  const environment = {
    HTTPS_PROXY: `http://maya:${PASSWORD}@127.0.0.1:${await listen(proxy)}`,
    NO_PROXY: 'localhost,127.0.0.1',
    NODE_EXTRA_CA_CERTS: authority,
    // Behind a proxy, npm on Node 20 does not look at the variable above.
    npm_config_cafile: authority,
    npm_config_registry: `https://${HOST}/`,
  }
  const close = () => {
    for (const server of [registry, proxy]) {
      server.closeAllConnections()
      server.close()
    }
  }
  return { environment, password: PASSWORD, resolved, integrity, asked, close }
}

/** Knows one host, and who does not say the password goes nowhere. */
function createProxy(registryPort: number) {
  const right = `Basic ${Buffer.from(`maya:${PASSWORD}`).toString('base64')}`
  const proxy = createServer((_, response) => response.writeHead(405).end())
  return proxy.on('connect', (request: IncomingMessage, client) => {
    client.on('error', () => undefined)
    if (request.headers['proxy-authorization'] !== right) {
      client.end('HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\n')
    } else if (request.url !== `${HOST}:443`) client.end('HTTP/1.1 502 Bad Gateway\r\n\r\n')
    else {
      const upstream = connect(registryPort, '127.0.0.1', () => {
        client.write('HTTP/1.1 200 Connection Established\r\n\r\n')
        upstream.pipe(client).pipe(upstream)
      }).on('error', () => client.destroy())
    }
  })
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return (server.address() as AddressInfo).port
}

async function makeCertificates(folder: string) {
  const openssl = (...args: string[]) => execa(OPENSSL, args, { cwd: folder })
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  await openssl(
    ...[
      'req',
      '-x509',
      ...newKey,
      '-keyout',
      'ca.key',
      '-out',
      'ca.pem',
      '-days',
      '2',
      '-subj',
      '/CN=Own authority',
    ],
  )
  await openssl('req', ...newKey, '-keyout', 'key.pem', '-out', 'request.pem', '-subj', `/CN=${HOST}`)
  await writeFile(join(folder, 'names'), `subjectAltName=DNS:${HOST}\n`)
  await openssl(
    ...['x509', '-req', '-in', 'request.pem', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial'],
    ...['-days', '2', '-extfile', 'names', '-out', 'certificate.pem'],
  )
  const [key, certificate] = await Promise.all(
    ['key.pem', 'certificate.pem'].map((name) => readFile(join(folder, name))),
  )
  return { authority: join(folder, 'ca.pem'), key, certificate }
}

async function packSums(folder: string): Promise<Buffer> {
  const files = {
    'package.json': '{"name": "sums", "version": "1.0.0", "type": "module", "exports": "./index.js"}',
    'index.js': 'export const five = 5\n',
  }
  await mkdir(join(folder, 'package'))
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, 'package', name), text)
  await execa('tar', ['--create', '--gzip', '--file', 'sums.tgz', 'package'], { cwd: folder })
  return readFile(join(folder, 'sums.tgz'))
}
