import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { WorkTree } from '../../ports/workspace.ts'
import { managers } from '../proof/run/test-environment.ts'
import { usersPath } from '../users-path.ts'

/** How this machine reaches registries, and whose certificates it trusts there. No agent gets any of them. */
const CERTIFICATES = [
  ...['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE', 'SSL_CERT_DIR', 'REQUESTS_CA_BUNDLE', 'CURL_CA_BUNDLE'],
  ...['GIT_SSL_CAINFO', 'PIP_CERT', 'CARGO_HTTP_CAINFO'],
]
const REGISTRIES = [
  ...[
    'HTTP_PROXY',
    'HTTPS_PROXY',
    'NO_PROXY',
    'ALL_PROXY',
    'http_proxy',
    'https_proxy',
    'no_proxy',
    'all_proxy',
  ],
  ...['npm_config_registry', 'NPM_CONFIG_REGISTRY', 'YARN_REGISTRY', 'YARN_NPM_REGISTRY_SERVER'],
  ...['PIP_INDEX_URL', 'PIP_EXTRA_INDEX_URL', 'UV_INDEX_URL', 'UV_DEFAULT_INDEX', 'UV_INDEX'],
  ...['GOPROXY', 'GOSUMDB', 'GONOSUMDB', 'GONOPROXY', 'GOPRIVATE', 'BUNDLE_MIRROR__ALL'],
]

/** All that a set-up is told of its surroundings, and the files of this machine that the certificates are in. */
export async function setUpEnvironment({ home }: WorkTree) {
  const temporary = join(home, 'tmp')
  await mkdir(temporary, { recursive: true })
  const certificates = present(CERTIFICATES)
  const environment: Record<string, string> = {
    PATH: usersPath(),
    HOME: home,
    TMPDIR: temporary,
    LANG: process.env.LANG ?? 'C.UTF-8',
    CI: 'true',
    NO_COLOR: '1',
    ...managers(),
    ...certificates,
    ...present(REGISTRIES),
  }
  return { environment, certificates: Object.values(certificates) }
}

/** The same text without what the addresses of proxies and registries hold of names and passwords. */
export function withoutCredentials(text: string): string {
  let masked = text
  for (const secret of Object.values(present(REGISTRIES)).flatMap(credentialsIn))
    masked = masked.replaceAll(secret, '***')
  return masked.replaceAll(/:\/\/[^\s/@]{1,500}@/g, '://***@')
}

/** Of one address, or several beside each other. Longest first, so that none is masked in part. */
function credentialsIn(value: string): string[] {
  const found = value.split(/[\s,|]+/).flatMap((address) => {
    const user = URL.parse(address)?.password ?? ''
    return [user, decoded(user)]
  })
  return found.filter((one) => one.length >= 4).sort((a, b) => b.length - a.length)
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function present(names: readonly string[]): Record<string, string> {
  const found: Record<string, string> = {}
  for (const name of names) {
    const value = process.env[name]
    if (value) found[name] = value
  }
  return found
}
