import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

/** What each folder of `src`, and each package, may import besides itself. What is not listed puts the others together. */
const LAYERS: Readonly<Record<string, readonly string[]>> = {
  system: [],
  workflows: [],
  domain: [],
  ports: ['domain'],
  config: ['workflows', 'domain'],
  messages: ['domain', 'ports'],
  stages: ['workflows', 'domain', 'messages'],
  'advance.ts': ['domain', 'messages', 'stages'],
  effects: ['system', 'domain', 'ports', 'messages', 'stages'],
  snapshot: ['system', 'domain', 'ports', 'config', 'stages'],
  adapters: ['system', 'workflows', 'domain', 'ports', 'config', 'messages'],
  web: ['system', 'domain', 'ports', 'adapters'],
  dashboard: ['system', 'domain', 'ports', 'messages', 'stages', 'snapshot', 'adapters'],
  worker: [
    'system',
    'domain',
    'ports',
    'effects',
    'snapshot',
    'adapters',
    'reconcile.ts',
    'reconcile-earlier.ts',
  ],
  'embedded-github': ['system', 'workflows'],
  sample: ['domain', 'ports'],
}
/** A program of one file puts the others together, wherever it lies. */
const PROGRAMS = ['src/config/generate.ts']
/** The same facts give the same answer, today and out of the log: nothing here waits, or looks at a clock or at the machine. */
const PURE = /^(?:src\/(?:domain|messages|stages|advance\.ts)|packages\/workflows)/
const IMPURE =
  /\b(?:async\b|await\b|process\.|Date\.now|Math\.random|set(?:Timeout|Interval)\(|new Date\(\))/g
const PURE_ARROWS = [
  / → (?:zod|picomatch|handlebars|unified|mdast|remark-(?:gfm|parse)|yaml|@actions\/expressions)(?:\/|$)/,
  /\/domain\/sha256\.ts → node:crypto$|\/workflows\/src\/matrix-combinations\.ts → node:util$/,
]

const cwd = join(import.meta.dirname, '..')
const layerOf = (path: string) => path.split('/')[1] ?? ''
const isOwn = (path: string) => /^(?:src|packages)\//.test(path)
const files = globSync('{src,packages}/**/*.ts', { cwd, exclude: ['src/sample/*/**'] }).map((file) => {
  const code = readFileSync(join(cwd, file), 'utf8').replaceAll(/^ *(?:\/\*\*|\*|\/\/).*$/gm, '')
  const names = [...code.matchAll(/(?:\bfrom|\bimport)[ (]'([^'\s]+)'/g)].map(([, name = '']) => name)
  const pathOf = (name: string) => (name.startsWith('.') ? join(file, '..', name) : name)
  return { file, code, imports: names.map((name) => pathOf(name.replace('@speculate-dev/', 'packages/'))) }
})

it('each folder imports only what lies below it, and a package only by its door', () => {
  const arrows = files.flatMap(({ file, imports }) => {
    const allowed = PROGRAMS.includes(file) ? undefined : LAYERS[layerOf(file)]
    const isWrong = (to: string) => allowed?.includes(layerOf(to)) === false || /^packages\/.*\//.test(to)
    const others = imports.filter((to) => isOwn(to) && layerOf(to) !== layerOf(file))
    return others.filter(isWrong).map((to) => `${file} → ${to}`)
  })
  expect(arrows).toEqual([])
})

it('what decides, and what it says, depends on facts alone', () => {
  const arrows = files.flatMap(({ file, code, imports }) => {
    const impure = PURE.test(file) ? [...imports.filter((to) => !isOwn(to)), ...code.matchAll(IMPURE)] : []
    return impure.map((what) => `${file} → ${what}`)
  })
  expect(arrows.filter((arrow) => !PURE_ARROWS.some((pure) => pure.test(arrow)))).toEqual([])
})
