import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { networkEnvironment } from '../../../src/adapters/network/network-environment.ts'
import { usersRegistries } from '../../../src/adapters/network/users-registries.ts'
import { networkCredentials, withoutCredentials } from '../../../src/adapters/network/without-credentials.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

let home: string

beforeEach(async () => {
  home = await temporaryFolder()
  vi.stubEnv('npm_config_userconfig', join(home, 'none'))
  vi.stubEnv('PIP_CONFIG_FILE', join(home, 'none'))
})
afterEach(() => {
  vi.unstubAllEnvs()
})

/** Only the user's settings of the test. */
const withNothing = (variables: Readonly<Record<string, string>>) =>
  networkEnvironment({ npm_config_userconfig: '/none', PIP_CONFIG_FILE: '/none', ...variables })

describe('what set-ups and jobs are told of the way to their registries', () => {
  it.each([
    ...[
      'HTTP_PROXY',
      'https_proxy',
      'NO_PROXY',
      'all_proxy',
      'npm_config_registry',
      'NPM_CONFIG_HTTPS_PROXY',
    ],
    ...['PIP_INDEX_URL', 'PIP_EXTRA_INDEX_URL', 'UV_DEFAULT_INDEX', 'GOPROXY', 'GONOSUMDB', 'GOFLAGS'],
    ...['CARGO_REGISTRIES_OURS_INDEX', 'BUNDLE_MIRROR__HTTPS://RUBYGEMS__ORG/'.replace(/[:/]/g, '_')],
    ...['NODE_EXTRA_CA_CERTS', 'REQUESTS_CA_BUNDLE', 'GIT_SSL_CAINFO', 'CARGO_HTTP_CAINFO'],
    ...['PIP_NO_INDEX', 'UV_OFFLINE', 'CARGO_NET_OFFLINE', 'npm_config_prefer_offline'],
  ])('R6: %s reaches them', (name) => {
    expect(withNothing({ [name]: '/value' }).variables).toEqual({ [name]: '/value' })
  })

  it.each([
    ...[
      'NPM_TOKEN',
      'npm_config__authToken',
      'npm_config_//registry.example/:_authToken',
      'UV_PUBLISH_TOKEN',
    ],
    ...['CARGO_REGISTRIES_OURS_TOKEN', 'CARGO_REGISTRY_TOKEN', 'POETRY_HTTP_BASIC_OURS_PASSWORD'],
    ...[
      'BUNDLE_GEMS__EXAMPLE',
      'AWS_SECRET_ACCESS_KEY',
      'GITHUB_TOKEN',
      'COREPACK_NPM_TOKEN',
      'HOME',
      'PATH',
    ],
  ])('R6: %s does not', (name) => {
    expect(withNothing({ [name]: 'canary-7f3a' })).toEqual({ variables: {}, files: [], npmrc: [] })
  })

  it('R6: of what Java is started with, only proxies and certificates', () => {
    const proxy = '-Dhttps.proxyHost=proxy.example -Dhttps.proxyPort=8080'
    const store = '-Djavax.net.ssl.trustStore=/etc/own.jks'
    const { variables, files } = withNothing({
      MAVEN_OPTS: `-Xmx2g ${proxy} -Dtoken=canary-7f3a ${store}`,
      GRADLE_OPTS: '-Dtoken=canary-7f3a',
    })
    expect(variables).toEqual({ MAVEN_OPTS: `${proxy} ${store}` })
    expect(files).toEqual(['/etc/own.jks'])
  })

  it('R6: where a registry is a folder, that may be read', () => {
    const { files } = withNothing({
      PIP_FIND_LINKS: '/opt/wheels https://a.example/',
      GOPROXY: 'file:///srv/go,direct',
    })
    expect(files).toEqual(['/opt/wheels', '/srv/go'])
    expect(withNothing({ PIP_INDEX_URL: 'file:///opt/pypi/simple' }).files).toEqual(['/opt/pypi'])
  })

  it('R6: a registry of one scope is a line for npm, as a shell drops such a variable', () => {
    expect(withNothing({ 'npm_config_@acme:registry': 'https://npm.acme.example/' })).toMatchObject({
      variables: {},
      npmrc: ['@acme:registry=https://npm.acme.example/'],
    })
  })
})

describe("of a person's own settings of npm and pip", () => {
  const written = async (path: string, text: string) => {
    await mkdir(join(home, path, '..'), { recursive: true })
    await writeFile(join(home, path), text)
  }

  it('R6: the lines that name a registry are taken, and no token', async () => {
    await written(
      '.npmrc',
      `registry=https://npm.example/
@acme:registry = https://acme.example/npm/
//npm.example/:_authToken=canary-7f3a
_password=canary-7f3a
email=ada@example.org
`,
    )
    await written(
      '.config/pip/pip.conf',
      '[global]\nindex-url = https://pypi.example/simple\nfind-links = /srv/wheels https://a:canary-7f3a@b.example/\nno-index = true\n[search]\nindex-url = https://no.example/\n',
    )
    expect(usersRegistries({}, home)).toMatchObject({
      variables: {
        npm_config_registry: 'https://npm.example/',
        PIP_INDEX_URL: 'https://pypi.example/simple',
        PIP_FIND_LINKS: '/srv/wheels',
        PIP_NO_INDEX: 'true',
      },
      scopes: ['@acme:registry=https://acme.example/npm/'],
    })
  })

  it.each([
    'https://ada:canary-7f3a@npm.example/',
    'https://canary-7f3a@npm.example/',
    `https://npm.example/$\{TOKEN}`,
    'https://npm.example/?token=canary-7f3a',
    'ftp://npm.example/',
  ])('R6: an address such as %s counts for nothing', async (address) => {
    await written('.npmrc', `registry=${address}\n@acme:registry=${address}\n`)
    await written('.pip/pip.conf', `[global]\nextra-index-url=${address}\n`)
    const { variables, scopes } = usersRegistries({ PIP_CONFIG_FILE: join(home, '.pip/pip.conf') }, home)
    expect([variables, scopes]).toEqual([{}, []])
  })

  it('R6: a variable goes before the file', async () => {
    await written('.npmrc', 'registry=https://npm.example/\n')
    const { variables } = networkEnvironment({
      npm_config_userconfig: join(home, '.npmrc'),
      PIP_CONFIG_FILE: '/none',
      npm_config_registry: 'https://other.example/',
    })
    expect(variables).toEqual({ npm_config_registry: 'https://other.example/' })
  })
})

describe('what nobody is shown', () => {
  it('R6: passwords of addresses, as they stand there, decoded, and as a header', () => {
    vi.stubEnv('HTTPS_PROXY', 'http://ada:s3cret%2Fword@proxy.example:8080')
    vi.stubEnv('UV_DEFAULT_INDEX', 'https://a-token-that-is-long@pypi.example/simple')
    vi.stubEnv('CARGO_REGISTRIES_OURS_INDEX', 'sparse+https://bob:hunter22@cargo.example/index/')
    vi.stubEnv('MAVEN_OPTS', '-Dhttps.proxyHost=proxy.example -Dhttps.proxyPassword=word-of-java')
    const header = Buffer.from('ada:s3cret/word').toString('base64')
    const told = `s3cret%2Fword s3cret/word ${header} a-token-that-is-long hunter22 word-of-java ada bob`
    expect(withoutCredentials(told)).toBe('*** *** *** *** *** *** ada bob')
    expect(networkCredentials().map(({ length }) => length)).toEqual(
      networkCredentials()
        .map(({ length }) => length)
        .toSorted((a, b) => b - a),
    )
  })
})
