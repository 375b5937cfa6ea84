import type { AttemptUsage, FailedAttempt } from '../../domain/candidate/attempt.ts'
import type { GitRemote } from '../../ports/forge.ts'
import type { WorkTree } from '../../ports/workspace.ts'
import { failed, runAgent } from './run-agent.ts'
import type { RunAttempt, RunningAttempt } from './run-attempt.ts'

interface Question<Answer> {
  readonly brief: string
  /** What is answered, in a few words: "the strategies". */
  readonly about: string
  readonly read: (workTree: WorkTree) => Promise<Answer | { readonly unreadable: string }>
}

type Answered<Answer> =
  | { readonly answer: Answer; readonly usage: AttemptUsage; readonly remote: GitRemote }
  | { readonly failure: FailedAttempt }

/** A toolchain reads the base to answer a question about it, and nothing but the answer that it leaves is kept. */
export async function askForAnswer<Answer extends object>(
  context: RunAttempt,
  running: RunningAttempt,
  { brief, about, read }: Question<Answer>,
): Promise<Answered<Answer>> {
  const { speculation, heartbeat } = running
  const { owner, repo } = speculation.issue
  const remote = await (await context.forgeFor({ owner, repo })).gitRemote({ owner, repo })
  const ran = await runAgent(context, running, { commit: speculation.base.commit, remote, brief })
  if (ran.kind === 'failed') return { failure: ran.outcome }
  heartbeat.report(`reading ${about}`)
  const answer = await read(ran.workTree)
  if ('unreadable' in answer) return { failure: failed('no-changes', answer.unreadable, ran.usage) }
  return { answer, usage: ran.usage, remote }
}
