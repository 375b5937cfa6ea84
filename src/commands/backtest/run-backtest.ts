import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createAnalysis } from '../../adapters/analysis/analysis.ts'
import { scratchRepository } from '../../adapters/proof/run/composed-tree.ts'
import { type KnownRuns, type MatrixRequest, runMatrix } from '../../adapters/proof/run/run-matrix.ts'
import type { PreparedDependencies } from '../../adapters/proof/run/run-tests.ts'
import type { TestRunner } from '../../adapters/proof/run/test-runner.ts'
import type { Sandbox } from '../../adapters/sandbox/sandbox.ts'
import type { BacktestFix } from '../../domain/judgement/backtest.ts'
import type { CandidateEvidence } from '../../domain/judgement/candidate-evidence.ts'
import type { Matrix } from '../../domain/proof/proof.ts'
import type { Settings } from '../../domain/settings.ts'
import { withoutUndefined } from '../../domain/without-undefined.ts'
import { proofStatusText, questionText } from '../../messages/proof/proof.ts'
import type { BacktestActivity, BacktestAt } from '../../messages/terminal/backtest/backtest-progress.ts'
import { onlyOf } from '../../stages/proof/only-of.ts'
import { type Fix, type FoundFixes, findFixes } from './fixes/find-fixes.ts'
import { judgePool, type Truth, whyNotJudged } from './fixes/judge-fix.ts'
import { evidenceOf } from './pool/evidence-of.ts'
import { makePool, type PoolCandidate } from './pool/make-pool.ts'
import { runPool } from './pool/run-pool.ts'
import { createPreparation } from './set-up/create-preparation.ts'

export interface BacktestRun {
  readonly head: string
  readonly last: number
  readonly settings: Settings
  /** How the tests of a commit are run. */
  readonly runnerAt: (commit: string) => Promise<TestRunner>
  readonly sandbox: Sandbox
  /** The time limit for each run of tests. */
  readonly seconds: number
  readonly scratch: string
  /** The path of the repository, which is only read. */
  readonly objects: string
  readonly setup: string | undefined
}

export interface BacktestWatch {
  readonly onFound: (found: FoundFixes) => void
  readonly onBegin: (fix: Fix, at: BacktestAt) => void
  readonly onDoing: (doing: BacktestActivity) => void
  readonly onFix: (fix: BacktestFix) => void
  readonly signal: AbortSignal
}

const LIMITS = { memory_mb: 4_096, processes: 512, disk_mb: 2_048 }

/** Judges one past fix after the other. Everything is made in the scratch folder. */
export async function runBacktest(run: BacktestRun, watch: BacktestWatch): Promise<readonly BacktestFix[]> {
  const gitDir = join(run.scratch, 'fixes')
  await scratchRepository(gitDir, run.objects)
  const onCommit = (commits: number) => watch.onDoing({ kind: 'search', commits })
  const found = await findFixes(gitDir, { head: run.head, last: run.last, onCommit })
  watch.onFound(found)
  const onSetup = (command: string) => watch.onDoing({ kind: 'set-up', command })
  const prepare = createPreparation({ ...run, gitDir, onSetup, signal: watch.signal })
  const fixes: BacktestFix[] = []
  for (const [at, fix] of found.fixes.entries()) {
    watch.signal.throwIfAborted()
    watch.onBegin(fix, { number: at + 1, of: found.fixes.length })
    const prepared = await prepare(fix.base)
    const judged =
      prepared && 'failed' in prepared
        ? left(fix, `the set-up of its parent ${prepared.failed}`)
        : await judgeFix(fix, {
            gitDir,
            settings: run.settings,
            matrixOf: matrices(fix, { run, runner: await run.runnerAt(fix.base), gitDir, prepared, watch }),
          })
    fixes.push(judged)
    watch.onFix(judged)
  }
  return fixes
}

interface Matrices {
  readonly run: BacktestRun
  readonly runner: TestRunner
  readonly gitDir: string
  readonly prepared: PreparedDependencies | undefined
  readonly watch: BacktestWatch
}

/** Runs that showed whether the fix can be judged are not repeated together with its rivals. */
function matrices(fix: Fix, { run, runner, gitDir, prepared, watch }: Matrices): Bench['matrixOf'] {
  const known: KnownRuns = new Map()
  return async (pool) => {
    const scratch = join(run.scratch, 'matrix')
    const kind = pool.length === 1 ? 'alone' : 'pool'
    const onCell: MatrixRequest['onCell'] = (_, at) => watch.onDoing({ kind, candidates: pool.length, ...at })
    const request: MatrixRequest = {
      // Objects that were made for the pool, and through them those of the repository.
      objects: join(gitDir, 'objects'),
      base: fix.base,
      candidates: pool,
      runner,
      place: { ...run, limits: LIMITS, dependencies: () => prepared },
      scratch,
      width: 2,
      known,
      onCell,
    }
    watch.onDoing({ kind, candidates: pool.length, ended: 0, of: undefined })
    try {
      return await runMatrix(request, watch.signal)
    } finally {
      await rm(scratch, { recursive: true, force: true })
    }
  }
}

function left({ commit, subject }: Fix, why: string): BacktestFix {
  return { commit, subject, kind: 'left', why }
}

interface Bench {
  readonly gitDir: string
  readonly settings: Settings
  readonly matrixOf: (pool: readonly PoolCandidate[]) => Promise<Matrix>
}

async function judgeFix(fix: Fix, { gitDir, settings, matrixOf }: Bench): Promise<BacktestFix> {
  const start = performance.now()
  const pool = await makePool(gitDir, fix)
  if (pool.length < 3) return left(fix, 'nothing of it can be taken back or mutated')
  // The real fix is run first: if it proves nothing, the others are not run.
  const real = pool.slice(0, 1)
  const why = whyNotJudged(await matrixOf(real))
  if (why !== undefined) return left(fix, why)
  const { all, truths } = await runPool(pool, matrixOf)
  const matrix = onlyOf(
    all,
    truths.map(({ id }) => id),
  )
  const evidence = await evidencesOf(fix, { pool, truths, gitDir, settings })
  const { outcomes, verdict } = judgePool(evidence, matrix, settings)
  const [question] = verdict.questions
  return {
    commit: fix.commit,
    subject: fix.subject,
    kind: 'judged',
    isOpen: truths.some(({ isRight, passesChecks }) => passesChecks && !isRight),
    pool: truths.map((truth) => {
      const status = verdict.standings.find(({ candidate }) => candidate === truth.id)?.standing
      return {
        ...truth,
        words: pool.find(({ id }) => id === truth.id)?.words ?? '',
        gates: evidence.find(({ id }) => id === truth.id)?.gates ?? [],
        ...withoutUndefined({ standing: status && proofStatusText(status, verdict.tests) }),
      }
    }),
    outcomes,
    ...withoutUndefined({ question: question && questionText(question) }),
    seconds: Math.round((performance.now() - start) / 1_000),
    runs: new Set(all.cells.map(({ run }) => run)).size,
  }
}

interface JudgedPool {
  readonly pool: readonly PoolCandidate[]
  readonly truths: readonly Truth[]
  readonly gitDir: string
  readonly settings: Settings
}

async function evidencesOf(
  fix: Fix,
  { pool, truths, gitDir, settings }: JudgedPool,
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
