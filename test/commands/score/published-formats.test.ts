import { describe, expect, it } from 'vitest'
import { scoreboardDocument } from '../../../src/commands/score/scoreboard-document.ts'
import type { PolicyName } from '../../../src/domain/settings/policy-settings.ts'
import { Settings } from '../../../src/domain/settings.ts'
import { audit } from '../../../src/stages/audit.ts'
import { judge } from '../../../src/stages/judge.ts'
import { anAttempt } from '../../builders/candidate/attempt.ts'
import { aFile, aPatch } from '../../builders/candidate/patch.ts'
import { aPullRequest, candidateFacts } from '../../builders/candidate/pull-request.ts'
import { aCheckRun, greenChecks } from '../../builders/checks/check-run.ts'
import { aCheck } from '../../builders/checks/required-check.ts'
import { someMeasures } from '../../builders/judgement/measures.ts'
import { aSpeculation } from '../../builders/run/speculation.ts'
import { NOW } from '../../builders/story.ts'
import { golden } from '../../golden.ts'
import { runHere } from '../run-here.ts'

/** One that says everything, one that says the least, one whose patch is the first one's, and two that are rejected. */
const DOCUMENT = {
  version: 1,
  fingerprint: 'f',
  candidates: [
    {
      id: 'full',
      tag: 'A',
      checks: [
        { name: 'test', verdict: 'passed', kind: 'tests' },
        { name: 'lint', verdict: 'passed', kind: 'lint' },
      ],
      tests_pass: true,
      lint_pass: true,
      insertions: 30,
      deletions: 12,
      test_insertions: 9,
      test_deletions: 1,
      word_insertions: 3,
      word_deletions: 1,
      tests_added: 2,
      turns_green: 1,
      changes_expectations: false,
      patch_id: 'same',
      complexity_delta: -2,
      risk: 'low',
      confidence: 0.8,
      review: 'approve',
      p95_latency_ms: 4,
      p95_trusted: true,
      test_runtime_seconds: 12.5,
    },
    { id: 'least', tests_pass: true, risk: 'medium', insertions: 60, deletions: 7 },
    { id: 'same', tests_pass: true, risk: 'low', insertions: 30, deletions: 12, patch_id: 'same' },
    { id: 'red', tests_pass: false, risk: 'low', insertions: 20, deletions: 1 },
    {
      id: 'slow',
      tests_pass: false,
      checks: [{ name: 'test', verdict: 'timed-out', hard_fail: 'security' }],
      risk: 'high',
      insertions: 1,
      deletions: 0,
      gates: [{ gate: 'touches', reason: 'changes what it must not' }],
    },
  ],
}

const POLICIES = ['vote', 'scorecard', 'lexicographic'] as const

/** What others read must not change because the way to it did: these are compared byte by byte. */
describe('a published format stays as it is', () => {
  it('the schema of evidence', async () => {
    const { stdout } = await runHere(['schema', 'evidence'])
    await expect(`${stdout}\n`).toMatchFileSnapshot(golden('txt'))
  })

  it.each(POLICIES)('what score prints under %s', async (policy) => {
    const args = ['score', '--policy', policy]
    const { stdout, stderr } = await runHere(args, { input: JSON.stringify(DOCUMENT) })
    expect(stderr).toBe('')
    await expect(`${stdout}\n`).toMatchFileSnapshot(golden('txt'))
  })

  it.each(POLICIES)('the scoreboard of a run under %s', async (policy) => {
    const judged = judge(aRun(policy))
    const text = JSON.stringify({ ...judged, document: scoreboardDocument(judged) }, null, 2)
    await expect(`${text}\n`).toMatchFileSnapshot(golden('txt'))
  })

  it('a line of the log for each result', async () => {
    const run = aRun('vote')
    const traces = audit(run.speculation, judge(run).scoreboard, run)
    expect(traces.map(({ result }) => result)).toEqual(['promote', 'hold', 'reject'])
    const lines = traces.map((trace) => `${JSON.stringify(trace)}\n`)
    await expect(lines.join('')).toMatchFileSnapshot(golden('txt'))
  })
})

/** The first is the best in everything, the second is larger, the third fails its tests. */
function aRun(policy: PolicyName) {
  const ids = ['best', 'larger', 'red']
  const settings = Settings.parse({ policy: { name: policy } })
  const contract = { checks: ['lint', 'test'].map((name) => aCheck(name)), fingerprint: 'f' }
  const candidates = ids.map((id, at) => {
    const failure = aCheckRun(id, 'test', { id: 900, conclusion: 'failure' })
    const observations = [...greenChecks(id), ...(id === 'red' ? [failure] : [])]
    return candidateFacts(id, aPullRequest(id, 21 + at, { observations }))
  })
  const attempts = [
    attemptOf('best', { lines: 4, confidence: 0.9 }),
    attemptOf('larger', { lines: 90 }),
    attemptOf('red', { lines: 2 }),
  ]
  return { speculation: aSpeculation({ settings, contract }, ids), attempts, candidates, now: NOW }
}

const TEST = 'test/more.test.js'

function attemptOf(id: string, { lines, confidence }: { lines: number; confidence?: number }) {
  const code = aFile('src/client.js', { insertions: lines, deletions: 1 })
  const tests = aFile(TEST, { status: 'added', insertions: 3, deletions: 0 })
  const measures = someMeasures({
    files: [
      { path: 'src/client.js', class: 'source' },
      { path: TEST, class: 'test' },
    ],
    written: { insertions: lines + 3, deletions: 1 },
    tests: { added: [TEST], changed: [], weakened: [] },
    patchId: id,
  })
  const report = {
    rationale: `because of ${id}`,
    testsAdded: [TEST, 'test/claimed.test.js'],
    risks: [],
    ...(confidence !== undefined && { confidence }),
  }
  const patch = aPatch(id, [code, tests])
  return anAttempt(id, { outcome: { kind: 'patch', patch, report, usage: { seconds: 3 }, measures } })
}
