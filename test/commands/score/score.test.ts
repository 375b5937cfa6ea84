import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../temporary-folder.ts'
import { runHere } from '../run-here.ts'

let root: string

beforeAll(async () => {
  root = await temporaryFolder()
  await writeFile(
    join(root, 'strict.yml'),
    'verifier:\n  promotion_threshold: 0.95\npolicy:\n  name: scorecard\n',
  )
  await writeFile(join(root, 'wrong.yml'), 'policy:\n  vote:\n    diffsize: 3\n')
})

/** The example of the scorecard seed. */
const CANDIDATES = [
  { id: 'fix-a', tests_pass: true, risk: 'low', insertions: 30, deletions: 12, p95_latency_ms: 4 },
  { id: 'fix-b', tests_pass: true, risk: 'medium', insertions: 60, deletions: 7, p95_latency_ms: 1 },
  { id: 'fix-c', tests_pass: false, risk: 'low', insertions: 20, deletions: 1, p95_latency_ms: -2 },
]
const EVIDENCE = JSON.stringify({ version: 1, fingerprint: 'f', candidates: CANDIDATES })

describe('speculate score', () => {
  it('prints the terminal view of the seed', async () => {
    const { stdout, exitCode } = await score(EVIDENCE, '--policy', 'scorecard', '--table')
    expect(exitCode).toBe(0)
    expect(stdout.split('\n').slice(0, 4)).toEqual([
      'candidate  tests  risk  diff  p95-latency  score  result',
      'fix-a      pass   low   42    +4ms         0.91   promote',
      'fix-b      pass   med   67    +1ms         0.79   hold',
      'fix-c      fail   low   21    -2ms         0.00   reject',
    ])
  })

  it('prints JSON by default, and takes policy and threshold from the configuration', async () => {
    const { stdout, exitCode } = await score(EVIDENCE, '--config', 'strict.yml')
    expect(exitCode).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      policy: 'scorecard',
      threshold: 95,
      decision: { kind: 'escalate', cause: 'below-threshold' },
      candidates: [
        { id: 'fix-a', result: 'hold', score: 91 },
        { id: 'fix-b', result: 'hold', score: 79.45 },
        { id: 'fix-c', result: 'reject', score: null, reason: 'fails its required checks' },
      ],
    })
  })

  it.each([
    ['no JSON', '{"version":', [], 'it is not valid JSON'],
    [
      'a key that is not there',
      EVIDENCE.replace('"risk"', '"rsk"'),
      [],
      'unknown key "rsk" in "candidates[0]"; did you mean "risk"?',
    ],
    [
      'a wrong value',
      EVIDENCE.replace('"low"', '"lo"'),
      [],
      '"candidates[0].risk" must be one of low, medium, high, critical, not the text "lo"; did you mean "low"?',
    ],
    [
      'one name twice',
      EVIDENCE.replace('fix-b', 'fix-a'),
      [],
      '"candidates[1].id" "fix-a" is already the id of "candidates[0]"',
    ],
    [
      'a configuration with a mistake',
      EVIDENCE,
      ['--config', 'wrong.yml'],
      'wrong.yml:3: unknown key "diffsize" in "policy.vote"; did you mean "diff_size"?',
    ],
    [
      'a configuration that is not there',
      EVIDENCE,
      ['--config', 'none.yml'],
      'none.yml cannot be read: there is no such file',
    ],
    [
      'an unknown policy',
      EVIDENCE,
      ['--policy', 'dice'],
      '--policy takes vote, scorecard or lexicographic, not "dice"',
    ],
  ])('refuses %s', async (_, evidence, args, message) => {
    const { stdout, stderr, exitCode } = await score(evidence, ...args)
    expect(exitCode).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toContain(message)
  })
})

describe('speculate schema', () => {
  it.each(['evidence', 'settings'])(
    'prints the schema of %s, with a description of every key',
    async (name) => {
      const { stdout, exitCode } = await run('', 'schema', name)
      expect(exitCode).toBe(0)
      const schema: unknown = JSON.parse(stdout)
      expect(schema).toMatchObject({
        $schema: 'https://json-schema.org/draft/2020-12/schema',
        type: 'object',
      })
      expect(undescribed(schema)).toEqual([])
    },
  )
})

/** Keys of values, not of groups, that have no description. */
function undescribed(schema: unknown, path = ''): readonly string[] {
  if (!isRecord(schema)) return []
  const inner = isRecord(schema.properties) ? Object.entries(schema.properties) : []
  const own =
    inner.length === 0 && path !== '' && !path.endsWith('[]') && !('description' in schema) ? [path] : []
  return [
    ...own,
    ...inner.flatMap(([key, child]) => undescribed(child, `${path}.${key}`)),
    ...undescribed(isRecord(schema.items) && schema.items, `${path}[]`),
  ]
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function score(input: string, ...args: string[]) {
  return run(input, 'score', ...args)
}

function run(input: string, ...args: string[]) {
  return runHere(args, { cwd: root, input, env: { DEBUG: '' } })
}
