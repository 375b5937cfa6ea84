import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { Settings } from '../../../src/domain/settings.ts'
import { effectiveGates } from '../../../src/stages/gates/gates.ts'
import type { Answer, Judged, Judging } from './judge-commit.ts'
import type { Order } from './judging-process.ts'
import { type Commit, listCommits, repositoryAt } from './list-commits.ts'

export interface HistoryRequest extends Pick<Judging, 'verify' | 'only'> {
  readonly repo: string
  readonly ref: string
  readonly last: number
  readonly workers: number
  readonly log: (message: string) => void
}

export interface History {
  readonly repo: string
  readonly judged: readonly Judged[]
  /** Commits that were left out, where only some were asked for. */
  readonly others: number
  readonly unread: readonly { readonly commit: string; readonly why: string }[]
  readonly gates: readonly string[]
  /** Gates that ask for more than a commit and its parent tell. */
  readonly leftOut: readonly string[]
}

/** What a commit cannot tell: its pull request and checks, what its author reports, which other candidates there were. */
const LEFT_OUT: readonly string[] = [
  'branch taken',
  'head moved',
  'closed',
  'conflict',
  'required check',
  'stage',
  'confidence',
  'leaves red',
  'fewer tests',
  'fixtures differ',
  'duplicate',
]

/** Neighbours mostly share what judges them, so each process gets several in a row. */
const IN_A_ROW = 10

/** Runs the gates over real commits in several processes; the answers are in the order of the commits. */
export async function judgeHistory(request: HistoryRequest): Promise<History> {
  const { repo, ref, last, log } = request
  const gitDir = await repositoryAt(repo)
  const commits = await listCommits({ gitDir, ref, last })
  const answers = await judgeAll(commits, { ...request, gitDir })
  const judged = answers.flatMap((one) => (one.kind === 'judged' ? [one.judged] : []))
  const unread = answers.flatMap((one) => (one.kind === 'unread' ? [one] : []))
  const others = answers.filter(({ kind }) => kind === 'left-out').length
  log(`${answers.length} of ${commits.length} commits, done`)
  const names = effectiveGates(Settings.parse({})).map((gate) => gate.name)
  const gates = names.filter((name) => !LEFT_OUT.includes(name))
  return { repo, judged, others, unread, gates, leftOut: LEFT_OUT }
}

async function judgeAll(
  commits: readonly Commit[],
  { workers, log, ...judging }: Judging & Pick<HistoryRequest, 'workers' | 'log'>,
): Promise<readonly Answer[]> {
  const answers: Answer[] = []
  const rows = Array.from({ length: Math.ceil(commits.length / IN_A_ROW) }, (_, row) => row * IN_A_ROW)
  let done = 0
  const work = async () => {
    const child = fork(fileURLToPath(new URL('./judging-process.ts', import.meta.url)))
    const { gitDir, verify, only } = judging
    child.send({ kind: 'begin', judging: { gitDir, verify, only } } satisfies Order)
    for (let from = rows.shift(); from !== undefined; from = rows.shift()) {
      for (const [index, commit] of commits.slice(from, from + IN_A_ROW).entries()) {
        answers[from + index] = await ask(child, commit, log)
        done += 1
        if (done % 25 === 0) log(`${done} of ${commits.length} commits`)
      }
    }
    child.disconnect()
  }
  await Promise.all(Array.from({ length: Math.min(workers, rows.length) }, work))
  return answers
}

/** One at a time; a process that has gone is no answer, but an end of the whole. */
function ask(child: ChildProcess, commit: Commit, log: (message: string) => void): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>()
  const onMessage = (answer: Answer) => {
    if (answer.kind === 'log') log(answer.message)
    else resolve(answer)
  }
  const onExit = () => reject(new Error(`the process that judged ${commit.commit} has ended`))
  child.on('message', onMessage)
  child.on('exit', onExit)
  child.send({ kind: 'judge', commit } satisfies Order, (error) => error && reject(error))
  return promise.finally(() => {
    child.off('message', onMessage)
    child.off('exit', onExit)
  })
}
