import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createAnalysis } from '../../adapters/analysis/analysis.ts'
import { scratchRepository } from '../../adapters/proof/run/composed-tree.ts'
import { type KnownRuns, runMatrix } from '../../adapters/proof/run/run-matrix.ts'
import type { TestRunner } from '../../adapters/proof/run/test-runner.ts'
import type { Sandbox } from '../../adapters/sandbox/sandbox.ts'
import type { BacktestFix } from '../../domain/judgement/backtest.ts'
import type { CandidateEvidence } from '../../domain/judgement/candidate-evidence.ts'
import type { Matrix } from '../../domain/proof/proof.ts'
import type { Settings } from '../../domain/settings.ts'
import { questionWords, standingWords } from '../../messages/proof/proof.ts'
import { onlyOf } from '../../stages/proof/only-of.ts'
import { evidenceOf } from './evidence-of.ts'
import { type Fix, findFixes } from './find-fixes.ts'
import { judgePool, type Truth, truthsOf, whyNotJudged } from './judge-fix.ts'
import { makePool, type PoolCandidate } from './make-pool.ts'
import { createPreparation } from './prepare.ts'

export interface BacktestRun {
  readonly head: string
  readonly last: number
  readonly settings: Settings
  readonly runner: TestRunner
  readonly sandbox: Sandbox
  /** For each run of tests. */
  readonly seconds: number
  readonly scratch: string
  /** Of the repository, only read. */
  readonly objects: string
  readonly setup: string | undefined
}

interface Watch {
  readonly onFix: (fix: BacktestFix, at: { readonly number: number; readonly of: number }) => void
  readonly signal: AbortSignal
}

const LIMITS = { memory_mb: 4_096, processes: 512, disk_mb: 2_048 }

/** Judges one past fix after the other. Everything is made in the scratch folder. */
export async function runBacktest(
  run: BacktestRun,
  { onFix, signal }: Watch,
): Promise<readonly BacktestFix[]> {
  const gitDir = join(run.scratch, 'fixes')
  await scratchRepository(gitDir, run.objects)
  const found = await findFixes(gitDir, run.head, run.last)
  const prepare = createPreparation({ ...run, gitDir, signal })
  const fixes: BacktestFix[] = []
  for (const [at, fix] of found.entries()) {
    const prepared = await prepare(fix.base)
    // The real one is run twice, first alone: what was run then is not run again.
    const known: KnownRuns = new Map()
    const matrixOf = async (pool: readonly PoolCandidate[]) => {
      if (prepared && 'failed' in prepared) throw new SetupFailed(prepared.failed)
      const scratch = join(run.scratch, 'matrix')
      const place = { ...run, limits: LIMITS, prepared }
      try {
        return await runMatrix(
          // Objects that were made for the pool, and through them those of the repository.
          {
            objects: join(gitDir, 'objects'),
            base: fix.base,
            candidates: pool,
            runner: run.runner,
            place,
            scratch,
            width: 2,
            known,
          },
          signal,
        )
      } finally {
        await rm(scratch, { recursive: true, force: true })
      }
    }
    const judged = await judgeOrLeave(fix, { gitDir, settings: run.settings, matrixOf })
    fixes.push(judged)
    onFix(judged, { number: at + 1, of: found.length })
  }
  return fixes
}

interface Bench {
  readonly gitDir: string
  readonly settings: Settings
  readonly matrixOf: (pool: readonly PoolCandidate[]) => Promise<Matrix>
}

class SetupFailed extends Error {}

async function judgeOrLeave(fix: Fix, bench: Bench): Promise<BacktestFix> {
  try {
    return await judgeFix(fix, bench)
  } catch (error) {
    if (!(error instanceof SetupFailed)) throw error
    const { commit, subject } = fix
    return { commit, subject, kind: 'left', why: `the set-up fails on its parent: ${error.message}` }
  }
}

async function judgeFix(fix: Fix, { gitDir, settings, matrixOf }: Bench): Promise<BacktestFix> {
  const about = { commit: fix.commit, subject: fix.subject }
  const start = performance.now()
  const pool = await makePool(gitDir, fix)
  if (pool.length < 3) return { ...about, kind: 'left', why: 'nothing of it can be taken back or mutated' }
  // The real one first: where it tells nothing, nobody else is run.
  const real = pool.slice(0, 1)
  const why = whyNotJudged(await matrixOf(real))
  if (why !== undefined) return { ...about, kind: 'left', why }
  const all = await matrixOf(pool)
  const truths = withoutSpare(truthsOf(all), pool)
  const matrix = onlyOf(
    all,
    truths.map(({ id }) => id),
  )
  const evidence = await evidencesOf(fix, { pool, truths, gitDir, settings })
  const { outcomes, verdict } = judgePool(evidence, matrix, settings)
  const [question] = verdict.questions
  return {
    ...about,
    kind: 'judged',
    isOpen: truths.some(({ isRight, passesChecks }) => passesChecks && !isRight),
    pool: truths.map((truth) => {
      const standing = verdict.standings.find(({ candidate }) => candidate === truth.id)?.standing
      return {
        ...truth,
        words: pool.find(({ id }) => id === truth.id)?.words ?? '',
        gates: evidence.find(({ id }) => id === truth.id)?.gates ?? [],
        ...(standing && { standing: standingWords(standing, verdict.tests) }),
      }
    }),
    outcomes,
    ...(question && { question: questionWords(question) }),
    seconds: Math.round((performance.now() - start) / 1_000),
    runs: new Set(all.cells.map(({ run }) => run)).size,
  }
}

/** Of several mutants the one that is hardest to tell: wrong, and passing all checks; else a wrong one. */
function withoutSpare(truths: readonly Truth[], pool: readonly PoolCandidate[]): readonly Truth[] {
  const isMutant = ({ id }: Truth) => pool.some((one) => one.id === id && one.kind === 'mutant')
  const mutants = truths.filter(isMutant)
  const hard = mutants.find(({ isRight, passesChecks }) => passesChecks && !isRight)
  const chosen = hard ?? mutants.find(({ isRight }) => !isRight) ?? mutants[0]
  return truths.filter((one) => !isMutant(one) || one === chosen)
}

interface Known {
  readonly pool: readonly PoolCandidate[]
  readonly truths: readonly Truth[]
  readonly gitDir: string
  readonly settings: Settings
}

async function evidencesOf(
  fix: Fix,
  { pool, truths, gitDir, settings }: Known,
): Promise<readonly CandidateEvidence[]> {
  const bench = { gitDir, base: fix.base, settings, analysis: createAnalysis() }
  const shift = Number.parseInt(fix.commit.slice(0, 6), 16)
  const evidence: CandidateEvidence[] = []
  for (const [at, { id, passesChecks }] of truths.entries()) {
    const commit = pool.find((one) => one.id === id)?.commit ?? fix.commit
    // Places in the plan are dealt by the commit's id, so that being real is no advantage.
    evidence.push(await evidenceOf({ id, commit, passesChecks, place: (at + shift) % truths.length }, bench))
  }
  return evidence
}
