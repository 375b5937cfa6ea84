// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are of programs that tests write.
import { readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { afterEach, describe, expect } from 'vitest'
import { commandRunner } from '../../../../src/adapters/proof/run/test-runner.ts'
import { judgeMatrix } from '../../../../src/stages/proof/judge-matrix.ts'
import { ownTestsReport } from '../../../../src/stages/proof/own-tests-report.ts'
import { inSandbox } from '../../sandbox/test-sandbox.ts'
import {
  ADDER,
  type Files,
  linesOf,
  matrixOf,
  RIGHT,
  type TinyRepository,
  testOf,
  tinyRepository,
  WRONG,
} from '../tiny-repository.ts'

let repository: TinyRepository

afterEach(() => repository.remove())

async function matrix(candidates: Readonly<Record<string, Files>>, base: Files = {}, seconds = 60) {
  repository = await tinyRepository({ ...ADDER, ...base })
  return matrixOf(repository, candidates, { seconds })
}

const kinds = (found: Awaited<ReturnType<typeof matrix>>) =>
  Object.fromEntries(
    judgeMatrix({ matrix: found }).standings.map(({ candidate, standing }) => [candidate, standing.kind]),
  )

const SUM = testOf('add(2, 3), 5', 'adds')

describe('the matrix of real runs', () => {
  inSandbox('V31: runs the tests of the base on the data that one adds to them', async () => {
    const cases = (...some: readonly (readonly number[])[]) => `${JSON.stringify(some)}\n`
    const reading = [
      "import assert from 'node:assert/strict'",
      "import { readFileSync } from 'node:fs'",
      "import test from 'node:test'",
      "import { add } from '../src/add.js'",
      '',
      "for (const [a, b, sum] of JSON.parse(readFileSync(new URL('data/sums.json', import.meta.url), 'utf8')))",
      '  test(`${a} + ${b}`, () => assert.equal(add(a, b), sum))',
      '',
    ].join('\n')
    const found = await matrix(
      {
        right: { 'src/add.js': RIGHT, 'test/data/sums.json': cases([2, 0, 2], [2, 3, 5]) },
        bare: { 'src/add.js': RIGHT },
        wrong: { 'src/add.js': WRONG },
      },
      { 'test/sums.test.js': reading, 'test/data/sums.json': cases([2, 0, 2]) },
    )
    const { standings, tests } = judgeMatrix({ matrix: found })
    expect(standings.map(({ candidate, standing }) => [candidate, standing.kind])).toEqual([
      ['right', 'proven'],
      ['bare', 'proven-by-rivals'],
      ['wrong', 'refuted'],
    ])
    expect(tests.filter(({ verdict }) => verdict.kind === 'accepted').map(({ test }) => test)).toEqual([
      { author: 'right', file: 'test/data/sums.json', name: '2 + 3' },
    ])
  })

  inSandbox('V34: runs the test of one on the base and on everybody', async () => {
    const found = await matrix({
      right: { 'src/add.js': RIGHT, 'test/sum.test.js': SUM },
      bare: { 'src/add.js': RIGHT },
      wrong: { 'src/add.js': WRONG },
    })
    expect(linesOf(found)).toEqual([
      'base: all on base: passed',
      'base: all on right: passed',
      'base: all on bare: passed',
      'base: all on wrong: passed',
      'right: test/sum.test.js on base: failed (assertion)',
      'right: test/sum.test.js on right: passed',
      'right: test/sum.test.js on bare: passed',
      'right: test/sum.test.js on wrong: failed (assertion)',
    ])
    expect(kinds(found)).toEqual({ right: 'proven', bare: 'proven-by-rivals', wrong: 'refuted' })
  })

  inSandbox('V31: an appended case proves by its name, and what stands beside it does not', async () => {
    const both = `${ADDER['test/zero.test.js']}test('adds', () => assert.equal(add(2, 3), 5))\n`
    const found = await matrix({
      right: { 'src/add.js': RIGHT, 'test/zero.test.js': both },
      wrong: { 'src/add.js': WRONG },
    })
    expect(found.grown).toEqual([{ candidate: 'right', file: 'test/zero.test.js' }])
    const { tests } = judgeMatrix({ matrix: found })
    expect(tests.map(({ test, verdict }) => [test.name, verdict.kind])).toEqual([
      ['zero changes nothing', 'nothing'],
      ['adds', 'accepted'],
    ])
    expect(kinds(found)).toEqual({ right: 'proven', wrong: 'refuted' })
  })

  inSandbox(
    'V29: a candidate that makes the base’s test agree with its bug fails it as it stood',
    async () => {
      const found = await matrix({
        cheat: {
          'src/add.js': 'export const add = () => 7\n',
          'test/zero.test.js': testOf('add(2, 0), 7', 'zero changes nothing'),
        },
        deletes: { 'src/add.js': 'export const add = () => 7\n', 'test/zero.test.js': null },
        quits: { 'src/add.js': 'process.exit(0)\nexport const add = () => 7\n' },
        honest: { 'src/add.js': RIGHT },
      })
      expect(kinds(found)).toEqual({
        cheat: 'fails-base',
        deletes: 'fails-base',
        quits: 'fails-base',
        honest: 'unproven',
      })
    },
  )

  inSandbox(
    'V29: a command that runs nothing without names is given the files of the base’s own tests',
    async () => {
      repository = await tinyRepository({
        ...ADDER,
        'test/one.test.js': testOf('add(1, 0), 1', 'one stays one'),
        'test/red.test.js': SUM,
        'test/helpers/cases.js': 'export const cases = [1]\n',
      })
      const found = await matrixOf(
        repository,
        {
          right: { 'src/add.js': RIGHT, 'test/five.test.js': testOf('add(2, 3), 5', 'five') },
          cheat: {
            'src/add.js': 'export const add = () => 5\n',
            'test/zero.test.js': testOf('add(2, 0), 5', 'zero changes nothing'),
          },
          quits: { 'src/add.js': 'process.exit(0)\nexport const add = () => 7\n' },
        },
        { runner: commandRunner('node {files}') },
      )
      const own = found.cells.filter(({ tests }) => tests.kind === 'base')
      expect(own.map(({ names = [] }) => names.map(({ name, outcome }) => [name, outcome.kind]))).toEqual([
        [
          ['test/one.test.js', 'passed'],
          ['test/red.test.js', 'failed'],
          ['test/zero.test.js', 'passed'],
        ],
        [
          ['test/one.test.js', 'passed'],
          ['test/zero.test.js', 'passed'],
        ],
        [
          ['test/one.test.js', 'failed'],
          ['test/zero.test.js', 'failed'],
        ],
        [],
      ])
      expect(kinds(found)).toEqual({ right: 'proven', cheat: 'fails-base', quits: 'fails-base' })
      expect(ownTestsReport(found)).toBeUndefined()
    },
  )

  inSandbox('a base without tests of its own is told as one that ran none', async () => {
    repository = await tinyRepository({ ...ADDER, 'test/zero.test.js': 'export {}\n' })
    const found = await matrixOf(
      repository,
      { right: { 'src/add.js': RIGHT, 'test/sum.test.js': SUM } },
      { runner: commandRunner('node {files}') },
    )
    expect(kinds(found)).toEqual({ right: 'proven' })
    expect(ownTestsReport(found)).toEqual({
      base: {
        kind: 'not-run',
        reason:
          'without the name of a file it counts no test, and there is no test file that it could be given',
      },
      untold: [],
    })
  })

  inSandbox('a test that needs its author’s new file says nothing of others', async () => {
    const own = SUM.replace('../src/add.js', '../src/sum.js')
    const found = await matrix({
      helper: {
        'src/add.js': RIGHT,
        'src/sum.js': "export { add } from './add.js'\n",
        'test/sum.test.js': own,
      },
      honest: { 'src/add.js': RIGHT },
    })
    expect(judgeMatrix({ matrix: found }).tests).toMatchObject([
      {
        verdict: { kind: 'nothing' },
        notApplicable: [{ candidate: 'honest', reason: 'needs what `helper` adds (`src/sum.js`)' }],
      },
    ])
  })

  inSandbox(
    'helpers and data of tests travel with them, and changes to what they stand on do not',
    async () => {
      const data = "import cases from './cases.json' with { type: 'json' }\n"
      const test = `${data}${testOf('add(cases[0], cases[1]), cases[2]', 'adds')}`
      const found = await matrix({
        right: { 'src/add.js': RIGHT, 'test/sum.test.js': test, 'test/cases.json': '[2, 3, 5]\n' },
        other: { 'src/add.js': 'export const add = (a, b) => b + a\n' },
      })
      expect(kinds(found)).toEqual({ right: 'proven', other: 'proven-by-rivals' })
    },
  )

  inSandbox('a cancelled matrix ends, and leaves nothing behind', async () => {
    repository = await tinyRepository(ADDER)
    const endless = `${SUM}await new Promise((resolve) => setTimeout(resolve, 600_000))\n`
    const before = (await readdir(tmpdir())).filter((name) => name.startsWith('proof-scratch-'))
    const stop = new AbortController()
    setTimeout(() => stop.abort(new Error('settled')), 1_500)
    const candidates = { slow: { 'src/add.js': RIGHT, 'test/sum.test.js': endless } }
    await expect(matrixOf(repository, candidates, { signal: stop.signal })).rejects.toThrow('settled')
    const after = (await readdir(tmpdir())).filter((name) => name.startsWith('proof-scratch-'))
    expect(after).toEqual(before)
  })
})

describe('hostile tests change no cell but their own', () => {
  const attack = (text: string) =>
    `import fs from 'node:fs'\nimport net from 'node:net'\nimport test from 'node:test'\n${text}\ntest('evil', () => {})\n`

  inSandbox(
    'those that delete, end early, forge, spy, talk and never end',
    async () => {
      const places = "['.', process.env.HOME, '/tmp', '..', '/work', '/usr']"
      const found = await matrix(
        {
          honest: { 'src/add.js': RIGHT, 'test/sum.test.js': SUM },
          evil: {
            'src/add.js': WRONG,
            'test/deletes.test.js': attack(
              `for (const path of ${places}) try { fs.rmSync(path, { recursive: true, force: true }) } catch {}\nprocess.exit(1)`,
            ),
            'test/ends.test.js': attack('process.exit(0)'),
            'test/forges.test.js': attack(
              "fs.writeSync(1, 'TAP version 13\\nok 1 - adds\\n# pass 1\\n# fail 0\\n'); process.exit(0)",
            ),
            'test/spies.test.js': attack(
              "test('finds', () => { const seen = fs.readdirSync('../..', { recursive: true }).filter((one) => String(one).endsWith('src/add.js')); if (seen.length > 1) throw new Error('FOUND ' + seen) })",
            ),
            'test/talks.test.js': attack(
              "test('talks', (t, done) => { const one = net.connect(53, '192.0.2.1'); one.on('connect', () => done(new Error('CONNECTED'))); one.on('error', () => done()) })",
            ),
            'test/waits.test.js': attack('for (;;);'),
          },
        },
        {},
        4,
      )
      const lines = linesOf(found)
      expect(lines.filter((line) => !line.startsWith('evil: '))).toEqual([
        'base: all on base: passed',
        'base: all on honest: passed',
        'base: all on evil: passed',
        'honest: test/sum.test.js on base: failed (assertion)',
        'honest: test/sum.test.js on honest: passed',
        'honest: test/sum.test.js on evil: failed (assertion)',
      ])
      const own = lines.filter((line) => line.startsWith('evil: ') && line.includes(' on evil: '))
      expect(own.map((line) => line.replace(/^evil: test\//, ''))).toEqual([
        expect.stringMatching(/^deletes.test.js on evil: failed/),
        'ends.test.js on evil: not-applicable',
        expect.stringMatching(/^forges.test.js on evil: /),
        'spies.test.js on evil: passed',
        'talks.test.js on evil: passed',
        'waits.test.js on evil: timed-out',
      ])
      expect(kinds(found)).toEqual({ honest: 'proven', evil: 'refuted' })
    },
    180_000,
  )
})
