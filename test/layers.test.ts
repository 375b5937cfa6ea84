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
  worker: ['system', 'domain', 'ports', 'effects', 'snapshot', 'adapters', 'reconcile.ts'],
  'embedded-github': ['system', 'workflows'],
  sample: ['domain', 'ports'],
}
/** A program of one file puts the others together, wherever it lies. */
const PROGRAMS = ['src/config/generate.ts']
/** The same facts give the same answer, today and out of the log: nothing here waits, or looks at a clock or at the machine. */
const PURE = ['workflows', 'domain', 'messages', 'stages', 'advance.ts']
const IMPURE =
  /\basync\b|\bawait\b|Date\.now|new Date\(\)|\bprocess\.|Math\.random|\bset(?:Timeout|Interval)\(/g
const PACKAGES =
  /^(?:zod|picomatch|handlebars|unified|mdast|remark-(?:gfm|parse)|yaml|@actions\/expressions)(?:\/|$)/
const OF_NODE = [
  'src/domain/checks/fingerprint.ts → node:crypto',
  'packages/workflows/src/matrix-combinations.ts → node:util',
]

const OWN = '@speculate-dev/'
const root = join(import.meta.dirname, '..')
const layerOf = (file: string) => file.split('/')[1] ?? ''
const paths = globSync('{src,packages,test}/**/*.ts', { cwd: root, exclude: ['src/sample/*/**'] })
const all = paths.map((file) => {
  const code = readFileSync(join(root, file), 'utf8').replaceAll(/^ *(?:\/\*\*|\*|\/\/).*$/gm, '')
  const named = [...code.matchAll(/(?:\bfrom|\bimport)[ (]'([^'\s]+)'/g)].map((match) => match[1] ?? '')
  const own = named.filter((name) => name.startsWith('.')).map((name) => join(file, '..', name))
  const doors = named.filter((name) => name.startsWith(OWN)).map((name) => name.replace(OWN, 'packages/'))
  const foreign = named.filter((name) => !name.startsWith('.') && !name.startsWith(OWN))
  return { file, layer: layerOf(file), code, own: [...own, ...doors], foreign }
})
const files = all.filter(({ file }) => !file.startsWith('test/'))

it('each folder imports only what lies below it, and a package only by its door', () => {
  const isOutside = (file: string) => file.startsWith('test/') || PROGRAMS.includes(file)
  const arrows = all.flatMap(({ file, layer, own }) => {
    const known = isOutside(file) ? undefined : LAYERS[layer]
    const wrong = (to: string) => known?.includes(layerOf(to)) === false || /^packages\/.*\//.test(to)
    return own.filter((to) => layerOf(to) !== layer && wrong(to)).map((to) => `${file} → ${to}`)
  })
  expect(arrows).toEqual([])
})

it('what decides, and what it says, depends on facts alone', () => {
  const pure = files.filter(({ layer }) => PURE.includes(layer))
  const arrows = pure.flatMap(({ file, code, foreign }) => {
    const packages = foreign.filter((name) => !PACKAGES.test(name))
    return [...packages, ...(code.match(IMPURE) ?? [])].map((what) => `${file} → ${what}`)
  })
  expect(arrows.filter((arrow) => !OF_NODE.includes(arrow))).toEqual([])
})

it('a snapshot is data, without a function in it', () => {
  const snapshot = files.find(({ file }) => file === 'src/domain/run/snapshot.ts')
  expect(snapshot?.code.match(/^ +readonly \w+\??: \(.*=>.*/gm)).toBeNull()
})

it('a key that is undefined is left out by withoutUndefined, and by no second way', () => {
  const SECOND_WAY =
    /\.\.\.\((?:(\w[\w.]*) !== undefined && \{ (?:\w+: )?\1 \}|(\w[\w.]*) === undefined \? \{\} : \{ (?:\w+: )?\2 \})\)/g
  const own = files.filter(({ file }) => file.startsWith('src/') && !file.startsWith('src/sample/'))
  expect(
    own.flatMap(({ file, code }) => (code.match(SECOND_WAY) ?? []).map((way) => `${file}: ${way}`)),
  ).toEqual([])
})
