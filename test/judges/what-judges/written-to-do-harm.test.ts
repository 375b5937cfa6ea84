import { describe, expect, it } from 'vitest'
import { judgePatch, type PatchOn, type Repository } from '../judge-patch.ts'
import { MORE_REPOSITORIES } from '../repositories/all-repositories.ts'

const { jest, typescript, go, python, java } = MORE_REPOSITORIES
const DEEP = '['.repeat(50_000) + ']'.repeat(50_000)
const BOMB = `a: &a [x, x]\n${Array.from({ length: 40 }, (_, n) => `b${n}: &b${n} [*${n === 0 ? 'a' : `b${n - 1}`}, *${n === 0 ? 'a' : `b${n - 1}`}]`).join('\n')}\n`
const keys = (count: number) => Array.from({ length: count }, (_, n) => `"k${n}": ${n}`).join(',')

const judges = async (repository: Repository, patch: PatchOn) =>
  (await judgePatch(repository, patch)).filter(({ gate }) => gate === 'what judges')

describe('T1: what judges, written by somebody who means harm', () => {
  it.each<[string, Repository, NonNullable<PatchOn['change']>]>([
    [
      'two megabytes of JSON',
      jest,
      { 'package.json': (was) => was.replace('{', `{ "x": "${'y'.repeat(2_000_000)}",`) },
    ],
    [
      'JSON nested deeper than the stack',
      jest,
      { 'package.json': (was) => was.replace('{', `{ "x": ${DEEP},`) },
    ],
    [
      'a part that is nested deeper than the stack',
      jest,
      { 'package.json': (was) => was.replace('"jest": {', `"jest": { "x": ${DEEP},`) },
    ],
    [
      'a key that stands twice, with escapes',
      jest,
      { 'package.json': (was) => was.replace('{', '{ "script\\u0073": {},') },
    ],
    ['aliases that grow', typescript, { 'pnpm-workspace.yaml': BOMB }],
    ['aliases that grow in a file that is one judge', go, { '.golangci.yml': BOMB }],
    [
      'YAML nested deeper than the stack',
      typescript,
      { 'pnpm-workspace.yaml': `packages: ${DEEP.slice(40_000, 60_000)}\n` },
    ],
    [
      'TOML nested deeper than the stack',
      python,
      { 'pyproject.toml': (was) => `${was}\n[x]\ny = ${DEEP}\n` },
    ],
    ['XML nested deeper than anybody reads', java, { 'pom.xml': '<a>'.repeat(50_000) }],
  ])('%s cannot be compared, and is rejected', async (_, repository, change) => {
    expect(await judges(repository, { change })).toHaveLength(1)
  })

  it('thousands of keys that judge nothing are compared, and pass', async () => {
    const change = { 'package.json': (was: string) => was.replace('{', `{ ${keys(20_000)},`) }
    expect(await judges(jest, { change })).toEqual([])
  })

  it('paths that nobody gives to files are read as they are', async () => {
    const odd = [
      'a\nb/package.json',
      'a\\b.js',
      '-rf',
      'ünï/çødé.js',
      `${'x/'.repeat(400)}y.js`,
      'n'.repeat(4_000),
      'a\u202eb.js',
      '((((((a.js',
    ]
    const change = Object.fromEntries([...odd, 'x\ny/conftest.py'].map((path) => [path, 'x\n']))
    const [found, ...others] = await judges(python, { change })
    expect(found?.reason).toMatch(/^adds `x.{1,3}y\/conftest\.py`/)
    expect(others).toEqual([])
  })

  it('five thousand files that would be loaded are one reason', async () => {
    const change = Object.fromEntries(
      Array.from({ length: 5_000 }, (_, n) => [`tests/d${n}/conftest.py`, 'x = 1\n']),
    )
    expect(await judges(python, { change })).toHaveLength(1)
  })

  it('three hundred jobs, and workflows that call each other, are followed to their end', async () => {
    const lines = Array.from(
      { length: 300 },
      (_, n) => `  j${n}: { steps: [{ run: npm test }, { run: npx eslint . }] }`,
    )
    const workflows = {
      '.github/workflows/ci.yml': `on: pull_request\njobs:\n${lines.join('\n')}\n  a: { uses: ./.github/workflows/b.yml }\n`,
      '.github/workflows/b.yml': 'on: workflow_call\njobs:\n  a: { uses: ./.github/workflows/b.yml }\n',
    }
    const checks = [...lines.keys()].map((n) => `j${n}`)
    const change = { 'package.json': (was: string) => was.replace('"jest"', '"true"') }
    expect(
      await judges({ ...jest, ...workflows }, { checks: [...checks, 'a / a / a'], change }),
    ).toMatchObject([{ reason: expect.stringContaining('`scripts.test`') }])
  })
})

describe('V1: what the settings say of judges holds from the base alone', () => {
  const settings = (text: string) => ({ '.github/speculate.yml': text })
  const cheat = { 'package.json': (was: string) => was.replace('"jest"', '"true"') }

  it('a candidate cannot declare an exception for itself, nor take a judge away', async () => {
    const repository = { ...jest, ...settings('verifier:\n  checks: [test]\n  judges: [docs/**]\n') }
    const change = {
      ...cheat,
      '.github/speculate.yml':
        'verifier:\n  checks: [test]\n  judges: []\n  may_change: ["package.json#scripts.test", "docs/**"]\n',
    }
    const found = await judgePatch(repository, { change })
    expect(found).toContainEqual({ gate: 'what judges', reason: expect.stringContaining('`scripts.test`') })
    expect(found).toContainEqual({ gate: 'protected path', reason: expect.stringContaining('speculate.yml') })
  })

  it('an exception of the base does hold', async () => {
    const mayChange = ['package.json#scripts.test']
    expect(await judges(jest, { mayChange, change: cheat })).toEqual([])
  })
})
