import type { AttemptUsage, OutcomeOf } from '../../domain/candidate/attempt.ts'
import type { DistinctionSubjects, ProofSubject, TaskOf } from '../../domain/candidate/task.ts'
import type { Diff } from '../../domain/judgement/review.ts'
import { renderDistinctionBrief } from '../../messages/briefs/render-distinction-brief.ts'
import type { GitRemote } from '../../ports/forge.ts'
import { endedEarly } from './ended-early.ts'
import { failed, runAgent, secondsFor } from './run-agent.ts'
import type { RunAttempt, RunningAttempt } from './run-attempt.ts'
import { type HandedInTests, takeHandedIn } from './take-handed-in.ts'

/** What an author reads of each patch. */
const MAX_DIFF_BYTES = 100_000
/** Of the time of the attempt, what the agent has; the rest is for running its test. */
const SHARE_OF_AGENT = 0.75

/** An attempt at a test on which two candidates differ: an agent writes it on the base, and it is run on everybody in sandboxes. */
export async function distinguish(
  context: RunAttempt,
  running: RunningAttempt,
  asked: TaskOf<'distinguish'>,
): Promise<OutcomeOf<'distinguish'>> {
  const { prover } = context
  const { speculation, attempt, heartbeat } = running
  if (!prover) return failed('not-installed', 'this worker does not run tests', { seconds: 0 })
  const { owner, repo } = speculation.issue
  const remote = await (await context.forgeFor({ owner, repo })).gitRemote({ owner, repo })
  const base = speculation.base.commit
  const brief = await briefOf(context, { running, asked, remote })
  const seconds = secondsFor(attempt, speculation)
  const ran = await runAgent(context, running, {
    ...{ commit: base, remote, brief },
    seconds: seconds * SHARE_OF_AGENT,
  })
  if (ran.kind === 'failed') return ran.outcome
  heartbeat.report('reading the test')
  const taken = await takeHandedIn(context, running, ran.workTree)
  if (taken.kind === 'failure') return failed(taken.failure, taken.detail, ran.usage)
  const left = Math.max(1, seconds - ran.usage.seconds)
  return run(context, running, { asked, remote, taken, usage: ran.usage, left })
}

interface BriefInput {
  readonly running: RunningAttempt
  readonly asked: DistinctionSubjects
  readonly remote: GitRemote
}

async function briefOf(context: RunAttempt, { running, asked, remote }: BriefInput): Promise<string> {
  const { owner, repo } = running.speculation.issue
  const repository = { owner, repo }
  const diffOf = async ({ base, commit }: ProofSubject): Promise<Diff> =>
    context.workspace.diff({ repository, remote, base, commit, maxBytes: MAX_DIFF_BYTES })
  // By their commits: the order in which they rank would show which one is thought to be better.
  const [first, second] = asked.all
    .filter(({ candidate }) => asked.between.includes(candidate))
    .toSorted((a, b) => (a.commit < b.commit ? -1 : 1))
  if (!first || !second) throw new Error('two candidates are told apart')
  const attempts = await context.store.attempts(running.speculation.id)
  const proof = attempts.findLast(({ outcome }) => outcome?.kind === 'proof')?.outcome
  return renderDistinctionBrief(running.speculation, {
    patches: [await diffOf(first), await diffOf(second)],
    runner: proof?.kind === 'proof' ? proof.runner : 'what the checks run',
  })
}

interface DistinctionRun {
  readonly asked: DistinctionSubjects
  readonly remote: GitRemote
  readonly taken: HandedInTests
  readonly usage: AttemptUsage
  readonly left: number
}

async function run(
  { prover, workspace }: RunAttempt,
  running: RunningAttempt,
  { asked, remote, taken, usage, left }: DistinctionRun,
): Promise<OutcomeOf<'distinguish'>> {
  const { speculation, heartbeat } = running
  const started = performance.now()
  const spent = (): AttemptUsage => ({
    ...usage,
    seconds: usage.seconds + Math.round(performance.now() - started) / 1_000,
  })
  const late = AbortSignal.timeout(Math.ceil(left * 1_000))
  const request = {
    ...(await subjects(workspace, speculation, { asked, remote })),
    files: taken.files,
    seconds: Math.min((speculation.settings.proof?.minutes ?? 5) * 60, left),
    onRun: (ended: number) => heartbeat.report(`${ended} runs of the test done`),
  }
  try {
    const signal = AbortSignal.any([running.signal, running.cancelled, late])
    const result = await prover?.distinguish(request, signal)
    if (!result || result.kind === 'cannot')
      return failed('not-installed', result?.reason ?? 'this worker does not run tests', spent())
    const { files, ignored } = taken
    return {
      kind: 'distinction',
      files: [...files],
      ignored: [...ignored],
      cells: [...result.cells],
      runner: result.runner,
      usage: spent(),
    }
  } catch (error) {
    const timedOut = `its test took longer than ${Math.round(left)} seconds`
    return endedEarly(error, running, { late, timedOut, usage: spent() })
  }
}

/** What the test is run on, in a git directory that has all of it. */
async function subjects(
  workspace: RunAttempt['workspace'],
  { issue, base: { commit: base }, settings, contract }: RunningAttempt['speculation'],
  { asked, remote }: Pick<DistinctionRun, 'asked' | 'remote'>,
) {
  const repository = { owner: issue.owner, repo: issue.repo }
  const commits = [...new Set([base, ...asked.all.flatMap((one) => [one.base, one.commit])])]
  const gitDir = await workspace.mirror({ repository, remote, commits })
  return {
    ...{ repository, gitDir, base },
    command: settings.proof?.command,
    setUp: settings.setup,
    candidates: asked.all.map(({ candidate: id, base, commit }) => ({ id, base, commit })),
    checks: contract.checks,
  }
}
