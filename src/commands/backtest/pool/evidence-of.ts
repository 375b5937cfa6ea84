import { measurePatch } from '../../../adapters/git/patch/measure-patch.ts'
import { patchContents } from '../../../adapters/git/patch/patch-contents.ts'
import { rankTag } from '../../../domain/candidate/candidate.ts'
import type { CandidateEvidence } from '../../../domain/judgement/candidate-evidence.ts'
import type { Settings } from '../../../domain/settings.ts'
import type { Analysis } from '../../../ports/analysis.ts'
import { trippedGates } from '../../../stages/gates/gates.ts'
import { patchNumbers } from '../../../stages/score/columns/patch-numbers.ts'
import { evidenceOfPatch } from '../../../stages/score/evidence-of-patch.ts'

/** A fix has code to show, and so its tests do not count as size. */
const STAGE = 'green'

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

/** What a policy knows of a candidate in a run: measured in the same way, through the same gates, with the check that its tests are. */
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
    stage: STAGE,
    patch,
    measures,
    confidence: undefined,
    facts,
    verification: undefined,
  })
  const verdict = one.passesChecks ? 'passed' : 'failed'
  const alone = evidenceOfPatch({
    id: one.id,
    tag: rankTag(one.place),
    confidence: undefined,
    numbers: patchNumbers(patch, measures, STAGE),
    checks: [{ check: 'test', verdict, reason: verdict }],
    tests: one.passesChecks ? 'pass' : 'fail',
    turnsGreen: [],
    latency: undefined,
    testRuntimeSeconds: undefined,
  })
  return {
    ...alone,
    // Also where no file could be measured: 0 then, while a run calls it unknown.
    complexity_delta: measures.complexity.delta,
    changes_expectations: (measures.tests.changedExpectations ?? []).length > 0,
    patch_id: measures.patchId.slice(0, 100),
    gates: [...gates],
  }
}
