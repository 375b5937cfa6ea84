import { measurePatch } from '../../adapters/git/patch/measure-patch.ts'
import { patchContents } from '../../adapters/git/patch/patch-contents.ts'
import { rankTag } from '../../domain/candidate/candidate.ts'
import type { CandidateEvidence } from '../../domain/judgement/candidate-evidence.ts'
import type { Settings } from '../../domain/settings.ts'
import type { Analysis } from '../../ports/analysis.ts'
import { trippedGates } from '../../stages/gates/gates.ts'
import { linesInTests, linesOfWords, testsAdded } from '../../stages/score/columns/counted-tests.ts'
import { assessRisk } from '../../stages/score/columns/risk.ts'

interface PoolMember {
  readonly id: string
  readonly commit: string
  /** Its place in the plan, which must not reveal which candidate is right. */
  readonly place: number
  readonly passesChecks: boolean
}

interface Bench {
  readonly gitDir: string
  readonly base: string
  readonly settings: Settings
  readonly analysis: Analysis
}

/** What a policy is told of a candidate in a run: measured alike, through the same gates, with the check that its tests are. */
export async function evidenceOf(
  one: PoolMember,
  { gitDir, base, settings, analysis }: Bench,
): Promise<CandidateEvidence> {
  const patch = await measurePatch({ gitDir, base, commit: one.commit, contents: new Map() })
  const measures = await analysis.measure(patch, patchContents({ gitDir, base, commit: one.commit }))
  const facts = { candidate: one.id, branch: '', branchHead: undefined, pullRequest: undefined }
  const gates = trippedGates({
    id: one.id,
    place: one.place,
    settings,
    stage: 'green',
    patch,
    measures,
    confidence: undefined,
    facts,
    verification: undefined,
  })
  const tests = linesInTests(patch, measures)
  const words = linesOfWords(measures)
  return {
    id: one.id,
    tag: rankTag(one.place),
    checks: [{ name: 'test', verdict: one.passesChecks ? 'passed' : 'failed', kind: 'tests' }],
    tests_pass: one.passesChecks,
    lint_pass: true,
    insertions: measures.written.insertions,
    deletions: measures.written.deletions,
    test_insertions: tests.insertions,
    test_deletions: tests.deletions,
    word_insertions: words.insertions,
    word_deletions: words.deletions,
    tests_added: testsAdded(patch, measures).length,
    turns_green: 0,
    changes_expectations: (measures.tests.changedExpectations ?? []).length > 0,
    patch_id: measures.patchId.slice(0, 100),
    complexity_delta: measures.complexity.delta,
    risk: assessRisk(patch, measures).level,
    confidence: null,
    review: null,
    p95_latency_ms: null,
    p95_trusted: false,
    test_runtime_seconds: null,
    gates: [...gates],
  }
}
