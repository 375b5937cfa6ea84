import { describe, expect, it, vi } from 'vitest'
import { aCompetition } from '../worlds/a-competition.ts'

vi.setConfig({ testTimeout: 180_000 })

const MATRIX = `on: pull_request
jobs:
  test:
    runs-on: ubuntu-latest
    strategy:
      matrix:
        leg: [quick, slow]
    steps:
      - uses: actions/checkout@v4
      - run: |
          test "\${{ matrix.leg }}" = quick || test ! -f wrong.txt || sleep 60
          grep -q 'a + b' src/add.txt
`

describe('a job of a matrix that another one has cancelled', () => {
  it('is not waited for, is told with the job that failed, and that one is the reason', async () => {
    const { decision, rows } = await aCompetition({
      workflows: { 'ci.yml': MATRIX },
      checks: ['test (quick)', 'test (slow)'],
      runs: 2,
      candidates: {
        right: { 'src/add.txt': 'a + b\n' },
        wrong: { 'src/add.txt': 'b - a\n', 'wrong.txt': 'x\n' },
      },
    })
    expect(decision).toMatchObject({ kind: 'promote', candidate: 'right' })
    expect(rows.wrong?.checks).toMatchObject([
      { check: 'test (quick)', verdict: 'failed' },
      {
        check: 'test (slow)',
        verdict: 'unverified',
        reason: 'was cancelled because `test (quick)` failed',
        cancelledBy: 'test (quick)',
      },
    ])
    expect(rows.wrong).toMatchObject({
      result: 'reject',
      gates: [{ gate: 'required check' }],
      reason: expect.stringMatching(/^fails `test \(quick\)`/),
    })
    expect(rows.wrong?.reason).not.toContain('slow')
  })

  it('blames nobody where everybody fails: it is no check that ends alike, and nobody passes all but it', async () => {
    const wrong = (text: string) => ({ 'src/add.txt': text, 'wrong.txt': 'x\n' })
    const { decision, rows } = await aCompetition({
      workflows: { 'ci.yml': MATRIX },
      checks: ['test (quick)', 'test (slow)'],
      runs: 2,
      candidates: { one: wrong('b - a\n'), two: wrong('a * b\n') },
    })
    expect(decision.kind).toBe('escalate')
    expect(decision.reason).not.toContain('slow')
    for (const row of Object.values(rows)) expect(row.reason).not.toContain('slow')
  })
})
