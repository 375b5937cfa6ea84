import { join } from 'node:path'
import { execa } from 'execa'
import { afterEach, describe, expect, it } from 'vitest'
import { composeTree } from '../../../../src/adapters/proof/run/composed-tree.ts'
import { type MatrixPairs, matrixPairs, type Pair } from '../../../../src/adapters/proof/run/matrix-pairs.ts'
import { treeChanges } from '../../../../src/adapters/proof/tests/tree-change.ts'
import { type Files, type TinyRepository, tinyRepository } from '../tiny-repository.ts'

const source = (operator: string, ...cases: readonly string[]) =>
  [
    `pub fn add(a: i32, b: i32) -> i32 { a ${operator} b }`,
    '',
    '#[cfg(test)]',
    'mod tests {',
    '    use super::*;',
    ...cases.map((one, at) => `    #[test] fn case_${at}() { assert_eq!(${one}); }`),
    '}',
    '',
  ].join('\n')
const BASE: Files = {
  'Cargo.toml': '[package]\nname = "adder"\nversion = "1.0.0"\nedition = "2021"\n',
  'src/lib.rs': source('-', 'add(2, 0), 2'),
}

let repository: TinyRepository

afterEach(() => repository.remove())

async function pairs(candidates: Readonly<Record<string, Files>>, base: Files = BASE, mayMix = true) {
  repository = await tinyRepository(base)
  const gitDir = join(repository.folder, '.git')
  const changed = []
  for (const [id, files] of Object.entries(candidates))
    changed.push({ id, changes: await treeChanges(gitDir, repository.base, await repository.commit(files)) })
  return matrixPairs(gitDir, { base: repository.base, candidates: changed, mayMix })
}

/** What a file is where this code runs under these tests. */
async function fileOf({ pairs }: MatrixPairs, [state, tests]: readonly [string, string], path: string) {
  const idOf = (side: Pair['state']) => (side.kind === 'base' ? 'base' : side.id)
  const pair = pairs.find((one) => idOf(one.state) === state && idOf(one.tests) === tests)
  if (!pair) return undefined
  const gitDir = join(repository.folder, '.git')
  const composition = { base: repository.base, state: pair.stateChanges, tests: pair.travels }
  const tree = await composeTree(gitDir, composition)
  return (
    await execa('git', ['show', `${tree}:${path}`], { cwd: repository.folder, stripFinalNewline: false })
  ).stdout
}

describe('tests that stand inside of source', () => {
  const RIGHT = source('+', 'add(2, 0), 2', 'add(2, 3), 5')
  const WRONG = source('*', 'add(2, 0), 0')

  it('V34: run on the base and on every rival, whose code they leave as it is', async () => {
    const all = await pairs({ right: { 'src/lib.rs': RIGHT }, wrong: { 'src/lib.rs': WRONG } })
    expect(all.left).toEqual([])
    expect(await fileOf(all, ['base', 'right'], 'src/lib.rs')).toBe(
      source('-', 'add(2, 0), 2', 'add(2, 3), 5'),
    )
    expect(await fileOf(all, ['wrong', 'right'], 'src/lib.rs')).toBe(
      source('*', 'add(2, 0), 2', 'add(2, 3), 5'),
    )
    expect(await fileOf(all, ['right', 'right'], 'src/lib.rs')).toBe(RIGHT)
  })

  it('V26: a candidate that changes what they expect is run under those of the base, as they stood', async () => {
    const all = await pairs({ wrong: { 'src/lib.rs': WRONG } })
    expect(await fileOf(all, ['wrong', 'base'], 'src/lib.rs')).toBe(source('*', 'add(2, 0), 2'))
    const own = all.pairs.find(({ state, tests }) => state.kind === 'candidate' && tests.kind === 'base')
    expect(own?.otherwise).toEqual([])
  })

  it('prove nothing where they are the base’s own', async () => {
    const all = await pairs({ right: { 'src/lib.rs': source('+', 'add(2, 0), 2') } })
    expect(all.left).toEqual([])
    expect(all.pairs.map(({ tests }) => tests.kind)).toEqual(['base', 'base'])
  })

  it('blame no rival that calls by another name what no other file may use', async () => {
    const { asReported } = await pairs({ right: { 'src/lib.rs': RIGHT }, wrong: { 'src/lib.rs': WRONG } })
    const cell = {
      tests: { kind: 'candidate' as const, id: 'right' },
      file: 'src/lib.rs',
      outcome: {
        kind: 'failed' as const,
        failure: 'load' as const,
        words: 'error[E0425]: cannot find `sum`',
      },
    }
    expect(asReported({ ...cell, state: { kind: 'candidate', id: 'wrong' } }).outcome.kind).toBe(
      'not-applicable',
    )
    expect(asReported({ ...cell, state: { kind: 'base' } }).outcome.kind).toBe('failed')
  })

  it('are told as not run where a workflow puts trees together', async () => {
    const { left, pairs: found } = await pairs({ right: { 'src/lib.rs': RIGHT } }, BASE, false)
    expect(left).toEqual([
      {
        candidate: 'right',
        file: 'src/lib.rs',
        reason: 'its tests stand inside the product’s source, where a workflow cannot put them',
      },
    ])
    expect(found.every(({ tests }) => tests.kind === 'base')).toBe(true)
  })
})

describe('data beside new tests', () => {
  const base: Files = {
    'src/add.js': 'export const add = (a, b) => a - b\n',
    'test/sums.test.js': "import { readFileSync } from 'node:fs'\n",
    'test/data/sums.json': '[[2, 0, 2]]\n',
  }
  const test = (more: string) => `import test from 'node:test'\ntest('a', () => { ${more} })\n`

  it('V31: the base’s own tests run on it, and the new ones by themselves', async () => {
    const all = await pairs(
      {
        right: {
          'src/add.js': 'export const add = (a, b) => a + b\n',
          'test/data/sums.json': '[[2, 0, 2], [2, 3, 5]]\n',
          'test/new.test.js': test(''),
        },
      },
      base,
    )
    const brought = all.pairs.filter(({ tests }) => tests.kind === 'candidate')
    expect(brought.map(({ file, files }) => [file, files])).toEqual([
      ['test/new.test.js', ['test/new.test.js']],
      ['test/new.test.js', ['test/new.test.js']],
      ['test/data/sums.json', []],
      ['test/data/sums.json', []],
    ])
    // The tests of the base alone are run on it.
    expect(brought.at(-1)?.travels.map(({ path }) => path)).toEqual(['test/data/sums.json'])
  })

  it('that a new test names is run with that test only', async () => {
    const all = await pairs(
      { right: { 'test/data/more.json': '[]\n', 'test/new.test.js': test("read('data/more.json')") } },
      base,
    )
    const brought = all.pairs.filter(({ tests }) => tests.kind === 'candidate')
    expect([...new Set(brought.map(({ file }) => file))]).toEqual(['test/new.test.js'])
  })
})
