import { join } from 'node:path'
import type {
  DistinguishRequest,
  DistinguishResult,
  ProveRequest,
  ProveResult,
  Prover,
} from '../../ports/prover.ts'
import type { BaseTree } from '../../ports/reach.ts'
import { followChecks } from '../analysis/reach/derive-reach.ts'
import { withFile } from '../analysis/reach/files/with-file.ts'
import { git } from '../git/git.ts'
import type { Sandbox } from '../sandbox/sandbox.ts'
import { runDistinction } from './run/run-distinction.ts'
import { type MatrixRequest, runMatrix } from './run/run-matrix.ts'
import { makeScratchFolder } from './run/scratch-folder.ts'
import { commandRunner, knownRunner, type TestRunner } from './run/test-runner.ts'
import { measureStrength } from './strength/measure-strength.ts'
import { treeChanges } from './tests/tree-change.ts'
import { withoutAlike } from './tests/without-alike.ts'
import { planWorkflow } from './workflow/plan-workflow.ts'

interface Place {
  readonly sandbox: Sandbox
  /** A workflow outside of the repository that judges, where its text is known. */
  readonly requiredWorkflow?: { readonly path: string; readonly content: string } | undefined
}

const LIMITS = { memory_mb: 4_096, processes: 512, disk_mb: 2_048 }
const WIDTH = 2
/** What is known without mutants must not be lost to them: none is begun later. */
const SHARE_WITH_MUTANTS = 0.7

/** Runs tests on this machine, in cells without a network. */
export function createProver({ sandbox, requiredWorkflow }: Place): Prover {
  return {
    async prove(request, signal) {
      const missing = await sandbox.missing()
      if (missing !== undefined) return { kind: 'cannot', reason: missing }
      const runner = await runnerOf(request, requiredWorkflow)
      return runner === undefined
        ? { kind: 'cannot', reason: NO_RUNNER }
        : run(request, { sandbox, runner }, signal)
    },
    async distinguish(request, signal) {
      const missing = await sandbox.missing()
      if (missing !== undefined) return { kind: 'cannot', reason: missing }
      const runner = await runnerOf(request, requiredWorkflow)
      return runner === undefined
        ? { kind: 'cannot', reason: NO_RUNNER }
        : tell(request, { sandbox, runner }, signal)
    },
    async plan(request) {
      const runner = await runnerOf(request, requiredWorkflow)
      return runner === undefined ? { kind: 'cannot', reason: NO_RUNNER } : plan(request, runner)
    },
  }
}

const NO_RUNNER =
  'what the checks run is not known to run named test files; `proof.command` of `.github/speculate.yml` can name a command with `{files}`'

async function run(
  { gitDir, base, candidates, seconds, mutants, allSeconds, onRun }: ProveRequest,
  { sandbox, runner }: { readonly sandbox: Sandbox; readonly runner: TestRunner },
  signal: AbortSignal,
): Promise<ProveResult> {
  const folder = await makeScratchFolder()
  const scratch = folder.path
  const started = performance.now()
  let ended = 0
  try {
    const changed = candidates.map(async (one) => ({
      id: one.id,
      changes: await treeChanges(gitDir, one.base, one.commit),
    }))
    const place = { sandbox, limits: LIMITS, seconds, prepared: undefined }
    const request: MatrixRequest = {
      objects: join(gitDir, 'objects'),
      base,
      candidates: await Promise.all(changed),
      runner,
      place,
      scratch,
      width: WIDTH,
      onCell: () => onRun(++ended),
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

async function tell(
  { gitDir, base, candidates, seconds, files, onRun }: DistinguishRequest,
  { sandbox, runner }: { readonly sandbox: Sandbox; readonly runner: TestRunner },
  signal: AbortSignal,
): Promise<DistinguishResult> {
  const folder = await makeScratchFolder()
  let ended = 0
  try {
    const changed = candidates.map(async (one) => ({
      id: one.id,
      changes: await treeChanges(gitDir, one.base, one.commit),
    }))
    const cells = await runDistinction(
      {
        objects: join(gitDir, 'objects'),
        base,
        candidates: await Promise.all(changed),
        runner,
        place: { sandbox, limits: LIMITS, seconds, prepared: undefined },
        scratch: folder.path,
        width: WIDTH,
        handedIn: files,
        onRun: () => onRun(++ended),
      },
      signal,
    )
    return { kind: 'ran', cells, runner: runner.name }
  } finally {
    await folder.remove()
  }
}

async function plan({ gitDir, base, candidates, seconds }: ProveRequest, runner: TestRunner) {
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
    })
  } finally {
    await folder.remove()
  }
}

/** By the command that the maintainers name, else by what the checks run on the base. */
async function runnerOf(
  { gitDir, base, command, checks }: Pick<ProveRequest, 'gitDir' | 'base' | 'command' | 'checks'>,
  required: Place['requiredWorkflow'],
): Promise<TestRunner | undefined> {
  if (command !== undefined)
    return command.includes('{files}') ? commandRunner(command) : knownRunner(command)
  const own = await baseTree(gitDir, base)
  const { ran } = await followChecks({ tree: required ? withFile(own, required) : own, checks })
  for (const { via } of ran) {
    const runner = knownRunner(via.at(-1) ?? '')
    if (runner) return runner
  }
  return undefined
}

async function baseTree(gitDir: string, commit: string): Promise<BaseTree> {
  const { stdout } = await git(['ls-tree', '-r', '-z', '--full-tree', commit], { gitDir })
  const files = stdout
    .toString('utf8')
    .split('\0')
    .flatMap((line) => {
      const [, id, path] = /^100\d{3} blob ([0-9a-f]+)\t(.+)$/s.exec(line) ?? []
      return id !== undefined && path !== undefined ? [[path, id] as const] : []
    })
  const ids = new Map(files)
  return {
    paths: [...ids.keys()],
    async read(path) {
      const id = ids.get(path)
      if (id === undefined) return undefined
      const text = (await git(['cat-file', 'blob', id], { gitDir })).stdout.toString('utf8')
      return text.includes('\0') ? undefined : text
    },
  }
}
