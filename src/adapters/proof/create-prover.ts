import { join } from 'node:path'
import type {
  DistinguishRequest,
  DistinguishResult,
  ProveRequest,
  ProveResult,
  Prover,
} from '../../ports/prover.ts'
import { type Aside, readHere } from '../analysis/process/start-aside.ts'
import type { Sandbox } from '../sandbox/sandbox.ts'
import { makeScratchFolder } from '../scratch-folder.ts'
import { dependenciesOf, type PrepareDependencies } from './run/dependencies-of.ts'
import { findProofRunner, NO_RUNNER } from './run/find-proof-runner.ts'
import { runDistinction } from './run/run-distinction.ts'
import { type MatrixRequest, runMatrix } from './run/run-matrix.ts'
import type { TestRunner } from './run/test-runner.ts'
import { measureStrength } from './strength/measure-strength.ts'
import { treeChanges } from './tests/tree-change.ts'
import { withoutAlike } from './tests/without-alike.ts'
import { planWorkflow } from './workflow/plan-workflow.ts'

interface Place {
  readonly sandbox: Sandbox
  /** Reads what tests and jobs print. */
  readonly aside?: Aside
  /** A workflow outside of the repository that judges, where its text is known. */
  readonly prepare?: PrepareDependencies | undefined
  readonly requiredWorkflow?: { readonly path: string; readonly content: string } | undefined
}

const LIMITS = { memory_mb: 4_096, processes: 512, disk_mb: 2_048 }
const WIDTH = 2
/**
 * Results that are known without mutants must not be lost to a time-out: after this part of the time, no mutant is
 * begun.
 */
const SHARE_WITH_MUTANTS = 0.7

/** Runs tests on this machine, in sandboxes without a network. */
export function createProver({ sandbox, requiredWorkflow, prepare, aside = readHere }: Place): Prover {
  return {
    async prove(request, signal) {
      const missing = await sandbox.missing()
      if (missing !== undefined) return { kind: 'cannot', reason: missing }
      const runner = await findProofRunner(request, requiredWorkflow)
      return runner === undefined
        ? { kind: 'cannot', reason: NO_RUNNER }
        : run(request, { sandbox, runner, prepare, aside }, signal)
    },
    async distinguish(request, signal) {
      const missing = await sandbox.missing()
      if (missing !== undefined) return { kind: 'cannot', reason: missing }
      const runner = await findProofRunner(request, requiredWorkflow)
      return runner === undefined
        ? { kind: 'cannot', reason: NO_RUNNER }
        : distinguish(request, { sandbox, runner, prepare, aside }, signal)
    },
    async plan(request) {
      const runner = await findProofRunner(request, requiredWorkflow)
      return runner === undefined ? { kind: 'cannot', reason: NO_RUNNER } : plan(request, { runner, aside })
    },
  }
}

interface Bench extends Pick<Place, 'sandbox' | 'prepare'> {
  readonly runner: TestRunner
  readonly aside: Aside
}

async function run(
  asked: ProveRequest,
  { sandbox, runner, prepare, aside }: Bench,
  signal: AbortSignal,
): Promise<ProveResult> {
  const { gitDir, base, candidates, seconds, mutants, allSeconds, onRun } = asked
  const folder = await makeScratchFolder()
  const scratch = folder.path
  const started = performance.now()
  try {
    const changed = candidates.map(async (one) => ({
      id: one.id,
      changes: await treeChanges(gitDir, one.base, one.commit),
    }))
    const dependencies = await dependenciesOf(asked, prepare, signal)
    const place = { sandbox, limits: LIMITS, seconds, aside, repository: nameOf(asked), dependencies }
    const request: MatrixRequest = {
      objects: join(gitDir, 'objects'),
      base,
      candidates: await Promise.all(changed),
      runner,
      place,
      scratch,
      width: WIDTH,
      onBegin: (of) => onRun(0, of),
      onCell: (_, { ended, of }) => onRun(ended, of),
    }
    const matrix = await runMatrix(request, signal)
    if (mutants === 0) return { kind: 'proved', matrix: withoutAlike(matrix), runner: runner.name }
    const shortly = { ...place, seconds: Math.min(seconds, allSeconds / 5) }
    const mayGoOn = () => performance.now() - started < allSeconds * SHARE_WITH_MUTANTS * 1_000
    const measuring = { matrix, most: mutants, mayGoOn }
    const strength = await measureStrength({ ...request, place: shortly }, measuring, signal)
    const whole = { ...withoutAlike(matrix), strength: [...strength] }
    return { kind: 'proved', matrix: whole, runner: runner.name }
  } finally {
    await folder.remove()
  }
}

async function distinguish(
  asked: DistinguishRequest,
  { sandbox, runner, prepare, aside }: Bench,
  signal: AbortSignal,
): Promise<DistinguishResult> {
  const { gitDir, base, candidates, seconds, files, onRun } = asked
  const folder = await makeScratchFolder()
  let ended = 0
  try {
    const changed = candidates.map(async (one) => ({
      id: one.id,
      changes: await treeChanges(gitDir, one.base, one.commit),
    }))
    const dependencies = await dependenciesOf(asked, prepare, signal)
    const cells = await runDistinction(
      {
        objects: join(gitDir, 'objects'),
        base,
        candidates: await Promise.all(changed),
        runner,
        place: { sandbox, limits: LIMITS, seconds, aside, repository: nameOf(asked), dependencies },
        scratch: folder.path,
        width: WIDTH,
        handedIn: files,
        onRun: () => onRun(++ended, (candidates.length + 1) * files.length),
      },
      signal,
    )
    return { kind: 'ran', cells, runner: runner.name }
  } finally {
    await folder.remove()
  }
}

async function plan(asked: ProveRequest, { runner, aside }: Pick<Bench, 'runner' | 'aside'>) {
  const { gitDir, base, candidates, seconds } = asked
  const folder = await makeScratchFolder()
  const scratch = folder.path
  try {
    const changed = candidates.map(async ({ id, base, commit }) => ({
      id,
      commit,
      changes: await treeChanges(gitDir, base, commit),
    }))
    return await planWorkflow({
      objects: join(gitDir, 'objects'),
      base,
      candidates: await Promise.all(changed),
      runner,
      seconds,
      scratch,
      aside,
      repository: nameOf(asked),
    })
  } finally {
    await folder.remove()
  }
}

function nameOf({ repository: { owner, repo } }: Pick<ProveRequest, 'repository'>): string {
  return `${owner}/${repo}`
}
