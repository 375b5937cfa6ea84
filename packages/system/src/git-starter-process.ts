import { type GitEnd, type GitStart, startGit } from './start-git.ts'

/** What the process is asked. */
export type StarterQuestion =
  | { readonly id: number; readonly start: GitStart }
  | { readonly id: number; readonly stop: true }

/** What it answers: one end for each start. */
export interface StarterAnswer {
  readonly id: number
  readonly end: GitEnd
}

const running = new Map<number, AbortController>()

/** The other side of `askGitStarter`. */
process.on('message', async (question: StarterQuestion) => {
  if ('stop' in question) return running.get(question.id)?.abort()
  const stopping = new AbortController()
  running.set(question.id, stopping)
  const end = await startGit(question.start, stopping.signal)
  running.delete(question.id)
  process.send?.({ id: question.id, end } satisfies StarterAnswer)
})

// What a terminal or a service manager says to all processes is for the one that asks here to act on, perhaps with git.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {})

// All that it is there for needs it: by the first question it is loaded.
void import('execa')

process.on('disconnect', () => {
  for (const stopping of running.values()) stopping.abort()
  process.exit()
})
