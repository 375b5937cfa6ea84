import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { delimiter, dirname, join } from 'node:path'
import { execa } from 'execa'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type InstalledPackage, installPackage, lockedForProduction, project } from './installed-package.ts'

const manifest = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'))
/** Has a program believe that it runs on that Node. */
const pretending = (version: string) => [
  '--import',
  `data:text/javascript,Object.defineProperty(process,"versions",{value:{...process.versions,node:"${version}"}})`,
]

describe('an installed package', () => {
  let installed: InstalledPackage
  let env: Readonly<Record<string, string>>

  beforeAll(async () => {
    installed = await installPackage()
    const home = join(installed.root, 'home')
    await mkdir(home)
    env = {
      HOME: home,
      // The database that `npm ci` has made in advance.
      XDG_CACHE_HOME: join(project, 'node_modules/.cache'),
      PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
    }
  }, 300_000)
  afterAll(() => rm(installed.root, { recursive: true, force: true }))

  const run = (args: readonly string[], extra: Readonly<Record<string, string>> = {}) =>
    execa(installed.bin, args, {
      cwd: installed.root,
      extendEnv: false,
      env: { ...env, ...extra },
      reject: false,
    })

  it('E14, O12: runs the demo', { timeout: 300_000 }, async () => {
    const { stdout, stderr, exitCode } = await run(['demo'])
    expect(stderr).not.toMatch(/error|TYPE_STRIPPING/i)
    expect(stdout).toMatch(/^promoted: fix-b /m)
    // A process of its own reads what candidates wrote; without it nothing is told apart.
    expect(stdout).not.toContain('could not be read')
    expect(stdout).toMatch(/^fix-b .* promoted$/m)
    expect(exitCode).toBe(0)
  })

  it('O12: starts the server, and offers to create the App with the command that is there', async () => {
    const server = run(['start'], { PORT: '0' })
    let said = ''
    server.stdout.on('data', (text: Buffer) => {
      const isNew = !said.includes(' start\n')
      said += String(text)
      // A second signal would not wait for the end.
      if (isNew && said.includes(' start\n')) server.kill('SIGTERM')
    })
    const { exitCode } = await server
    const bin = 'node_modules/@speculate-dev/speculate/src/speculate-bin.js'
    expect(said).toContain(`PUBLIC_URL=https://speculate.example.com node ${bin} start\n`)
    expect(exitCode).toBe(0)
  })

  it('E14: says in one sentence what is missing where optional packages were left out', async () => {
    const modules = join(installed.root, 'node_modules')
    await rename(join(modules, 'graphql'), join(modules, 'left-out'))
    const { stderr, exitCode } = await run(['demo'])
    await rename(join(modules, 'left-out'), join(modules, 'graphql'))
    expect(stderr).toBe(
      'speculate: demo needs packages that this installation lacks, such as graphql: install it again without --omit=optional.',
    )
    expect(exitCode).toBe(2)
  })

  it('O12: says on an older Node in one sentence what it needs', async () => {
    const old = execa(process.execPath, [...pretending('20.20.2'), installed.bin, 'demo'], {
      extendEnv: false,
      env,
      reject: false,
    })
    const { stderr, exitCode } = await old
    expect(stderr).toBe(
      'speculate: needs Node 24.6 or newer, and this is Node 20.20.2: get one from https://nodejs.org, then try again.',
    )
    expect(exitCode).toBe(2)
  })

  it('holds all that the code reads, and nothing that Node would have to translate', async () => {
    const { files } = installed
    const sources = execFileSync('git', ['ls-files', 'src'], { cwd: project, encoding: 'utf8' })
      .trim()
      .split('\n')
    const isCode = (path: string) =>
      /^src\/(?!sample\/(?:payment-client|scenarios)\/).*\.(?:ts|js)$/.test(path)
    const read = sources.filter((path) => !isCode(path)).map((path) => path.replace(/^src\//, 'dist/'))
    expect(read.length).toBeGreaterThan(50)
    expect(read.filter((path) => !files.includes(path))).toEqual([])
    for (const path of ['app.yml', 'docs/proof-workflow.yml', '.env.example', 'README.md', 'LICENSE']) {
      expect(files).toContain(path)
    }
    expect(files.filter((path) => /\.ts$|^test\/|^deploy\//.test(path))).toEqual([])
  })
})

describe('a clone', () => {
  it('runs on an older Node by the one that its dependencies bring along', async () => {
    const bin = join(project, 'src/speculate-bin.js')
    const { stdout } = await execa(process.execPath, [...pretending('20.20.2'), bin, '--version'])
    expect(stdout).toBe(manifest.version)
  })
})

describe('the package', () => {
  it('asks for the Node that its command asks for, and no dependency asks for a newer one', async () => {
    const [, text = '', major] = /^>=((\d+)\.\d+)$/.exec(manifest.engines.node) ?? []
    const bin = readFileSync(join(project, 'src/speculate-bin.js'), 'utf8')
    expect(bin).toContain(`const NEEDED = '${text}'\n`)
    const least = Number(major)
    for (const [name, engines] of await lockedForProduction()) {
      expect(runsOn(least, engines), `${name}: ${JSON.stringify(engines)}`).toBe(true)
    }
  })

  it('names as optional what only the embedded GitHub needs, in the versions that it names', () => {
    const embedded = JSON.parse(readFileSync(join(project, 'packages/embedded-github/package.json'), 'utf8'))
    const all: Readonly<Record<string, string>> = embedded.dependencies
    const needed = Object.fromEntries(
      Object.entries(all).filter(([name]) => !name.startsWith('@speculate-dev/')),
    )
    expect({ ...manifest.dependencies, ...manifest.optionalDependencies }).toMatchObject(needed)
    expect(Object.keys(needed)).toEqual(expect.arrayContaining(Object.keys(manifest.optionalDependencies)))
  })

  it('O13: has a name that is not the one of another program', () => {
    expect(manifest.name).toMatch(/^@[\w-]+\/speculate$/)
    expect(Object.keys(manifest.bin)).toEqual(['speculate'])
  })
})

/** Enough of npm's ranges for what packages write there: alternatives of `*`, `>=1.2`, `>= 1.2 < 30`, `^1.2`, `1.*`. */
function runsOn(major: number, engines: unknown): boolean {
  const range =
    engines !== null && typeof engines === 'object' && 'node' in engines ? String(engines.node) : '*'
  return range.split('||').some((one) => {
    const parts = /^\s*(>=|\^|~|)\s*(\d+|\*)[\d.x*]*(?:\s*<\s*(\d+)[\d.]*)?\s*$/.exec(one)
    const [, operator, least = '', below = String(major + 1)] = parts ?? []
    if (operator === '>=') return Number(least) <= major && major < Number(below)
    return least === '*' || Number(least) === major
  })
}
