import type { OutcomeOf } from '../../domain/candidate/attempt.ts'
import type { TaskOf } from '../../domain/candidate/task.ts'
import type { ProveRequest, ProveResult, Prover } from '../../ports/prover.ts'
import { proveInWorkflow, type WorkflowProofInput } from '../workflow/prove-in-workflow.ts'
import { endedEarly } from './ended-early.ts'
import { failed, secondsFor } from './run-agent.ts'
import type { RunAttempt, RunningAttempt } from './run-attempt.ts'

/** An attempt at a proof: the tests of the published commits are run on the base and on each other; no agent runs. */
export async function crossCheck(
  context: RunAttempt,
  running: RunningAttempt,
  task: TaskOf<'prove'>,
): Promise<OutcomeOf<'prove'>> {
  const { prover, workspace } = context
  const { speculation, attempt, heartbeat } = running
  const started = performance.now()
  const usage = () => ({ seconds: Math.round(performance.now() - started) / 1_000 })
  if (!prover) return failed('not-installed', 'this worker does not run tests', usage())
  const { owner, repo } = speculation.issue
  const repository = { owner, repo }
  const remote = await (await context.forgeFor(repository)).gitRemote(repository)
  const base = speculation.base.commit
  const commits = [...new Set([base, ...task.commits.flatMap((one) => [one.base, one.commit])])]
  const gitDir = await workspace.mirror({ repository, remote, commits })
  const { command, workflow, minutes = 5, mutants = 0 } = speculation.settings.proof ?? {}
  const seconds = secondsFor(attempt, speculation)
  const late = AbortSignal.timeout(Math.ceil(seconds * 1_000))
  const request = {
    ...{ repository, gitDir, base },
    setUp: speculation.settings.setup,
    candidates: task.commits.map(({ candidate: id, base, commit }) => ({ id, base, commit })),
    command,
    checks: speculation.contract.checks,
    seconds: Math.min(minutes * 60, seconds),
    mutants,
    allSeconds: seconds - usage().seconds,
    onRun: (ended: number, of: number) => heartbeat.report(`${ended} of ${of} runs done`),
  }
  const signal = AbortSignal.any([running.signal, running.cancelled, late])
  try {
    const result = await (workflow === undefined
      ? prover.prove(request, signal)
      : inWorkflow(context, { prover, request, work: { running, workflow, stop: signal } }))
    if (result.kind === 'cannot') return failed('not-installed', result.reason, usage())
    return { kind: 'proof', matrix: result.matrix, runner: result.runner, usage: usage() }
  } catch (error) {
    const timedOut = `the runs took longer than ${Math.round(seconds)} seconds in total`
    return endedEarly(error, running, { late, timedOut, usage: usage() })
  }
}

interface InWorkflowRequest {
  readonly prover: Prover
  readonly request: ProveRequest
  readonly work: Omit<WorkflowProofInput, 'dispatching'>
}

async function inWorkflow(
  { dispatching }: RunAttempt,
  { prover, request, work }: InWorkflowRequest,
): Promise<ProveResult> {
  if (!dispatching) return { kind: 'cannot', reason: 'this worker does not start workflows' }
  const plan = await prover.plan(request)
  if (plan.kind === 'cannot') return plan
  const reported = await proveInWorkflow({ dispatching, ...work }, plan)
  return reported.kind === 'cannot'
    ? reported
    : { kind: 'proved', matrix: await plan.read(reported.logs), runner: plan.runner }
}
