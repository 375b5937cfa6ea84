import { expect, it, vi } from 'vitest'
import { aCompetition } from '../worlds/a-competition.ts'

/** Real jobs of workflows that look at paths before they run. */
vi.setConfig({ testTimeout: 180_000 })

const RIGHT = { 'src/add.txt': 'a + b\n' }
const WRONG = { 'src/add.txt': 'a * b\n' }
const DOCS = { 'docs/add.md': 'It adds.\n' }
const job = (name: string, run: string) =>
  `jobs:\n  ${name}: { runs-on: ubuntu-latest, steps: [{ uses: actions/checkout@v5 }, { run: "${run}" }] }\n`

it('V4: a stand-in job proves nothing about code', async () => {
  const { decision, rows } = await aCompetition({
    workflows: {
      'ci.yml': `on:\n  pull_request: { paths-ignore: ['docs/**'] }\n  push: { branches: [main] }\n${job('test', "grep -q 'a + b' src/add.txt")}`,
      'ci-docs.yml': `on: { pull_request: { paths: ['docs/**'] } }\njobs: { test: { runs-on: ubuntu-latest, steps: [{ run: 'true' }] } }\n`,
    },
    checks: ['test'],
    runs: 5,
    candidates: {
      'only-docs': DOCS,
      'bad-docs': { ...WRONG, ...DOCS },
      'good-docs': { ...RIGHT, ...DOCS },
    },
  })
  expect(decision).toMatchObject({ kind: 'promote', candidate: 'good-docs' })
  expect(rows['good-docs']?.turnsGreen).toEqual(['test'])
  expect(rows['bad-docs']).toMatchObject({ result: 'reject' })
  expect(rows['only-docs']).toMatchObject({ result: 'reject' })
  expect(rows['only-docs']?.checks).toMatchObject([
    { verdict: 'unverified', reason: expect.stringContaining('does nothing with the repository') },
  ])
})

it('V8: a code fix is not asked for a check that runs only for the documentation', async () => {
  const { decision, rows } = await aCompetition({
    workflows: {
      'ci.yml': `on: { pull_request: { paths: ['src/**'] } }\n${job('test', "grep -q 'a + b' src/add.txt")}`,
      'docs.yml': `on: { pull_request: { paths: ['docs/**'] } }\n${job('docs', 'test -f docs/add.md')}`,
    },
    checks: ['docs', 'test'],
    runs: 2,
    candidates: { right: RIGHT, wrong: WRONG },
  })
  expect(decision).toMatchObject({ kind: 'promote', candidate: 'right' })
  expect(rows.right?.checks).toMatchObject([
    {
      check: 'docs',
      notRequired: true,
      reason: expect.stringContaining('`docs.yml` runs only for `docs/**`'),
    },
    { check: 'test', verdict: 'passed' },
  ])
  expect(rows.wrong?.reason).toContain('fails `test`')
})
