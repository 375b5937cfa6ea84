import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { type Answer, answerOfLog, type Calibration } from '../../domain/judgement/calibration.ts'
import { VerdictKind } from '../../domain/judgement/verdict-kind.ts'
import { PolicyName } from '../../domain/settings/policy-settings.ts'
import { calibrationLines } from '../../messages/terminal/log/calibration-lines.ts'
import type { Store } from '../../ports/store.ts'
import { CommandError, type ExitCode } from '../command-error.ts'
import { repositoryArgument } from '../repository-argument.ts'
import { readRun } from './read-log.ts'
import { repositoryOfRun } from './repository-of-run.ts'
import { withStore } from './with-store.ts'

export interface CountOptions {
  readonly backtest?: string
  readonly policy?: PolicyName
  readonly json?: boolean
  readonly data?: string
}

/**
 * How verdicts of a repository have turned out, counted anew from every log that holds, and from a backtest where one is named. What is
 * counted is kept, so that later verdicts can say how earlier ones turned out.
 */
export async function countAudit(repository: string, options: CountOptions): Promise<ExitCode> {
  const { owner, repo } = repositoryArgument(repository)
  const past = options.backtest === undefined ? [] : await pastAnswers(options.backtest, options.policy)
  return withStore<ExitCode>(options.data, async ({ store }) => {
    for (const run of await store.auditedSpeculations()) {
      const of = await repositoryOfRun(store, run)
      if (of.owner === owner && of.repo === repo) await countRun(store, run)
    }
    for (const { id, answer } of past)
      await store.recordAnswer(`${owner}/${repo} ${id}`, { owner, repo }, answer)
    const counted: Calibration = (await store.calibration({ owner, repo })) ?? { people: {}, past: {} }
    const text = options.json
      ? JSON.stringify({ repository: `${owner}/${repo}`, ...counted }, null, 2)
      : calibrationLines(counted).join('\n')
    process.stdout.write(`${text}\n`)
    return 0
  })
}

/** A log that was tampered with proves nothing; for one that retention has removed, the earlier count is kept. */
async function countRun(store: Store, run: string): Promise<void> {
  const { entries, report } = await readRun(store, run)
  const answer = report.faults.length > 0 ? undefined : answerOfLog(entries)
  if (answer) await store.recordAnswer(run, await repositoryOfRun(store, run), answer)
}

/** The part of the JSON printed by `speculate backtest` that is needed here. */
const Backtest = z.object({
  fixes: z.array(
    z.discriminatedUnion('kind', [
      z.object({
        kind: z.literal('judged'),
        commit: z.string(),
        pool: z.array(z.object({ id: z.string(), isRight: z.boolean() })),
        outcomes: z.array(
          z.object({
            policy: PolicyName,
            with: z.object({ promoted: z.string().optional(), kind: VerdictKind.optional() }),
          }),
        ),
      }),
      z.object({ kind: z.literal('left') }),
    ]),
  ),
})

interface PastAnswer {
  readonly id: string
  readonly answer: Answer
}

async function pastAnswers(file: string, policy: PolicyName = 'vote'): Promise<readonly PastAnswer[]> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new CommandError(`${file} cannot be read`)
  })
  const { data } = Backtest.safeParse(parsed(text))
  if (!data) throw new CommandError(`${file} is not what "speculate backtest --json" prints`)
  return data.fixes.flatMap((fix): readonly PastAnswer[] => {
    if (fix.kind === 'left') return []
    const { promoted, kind } = fix.outcomes.find((one) => one.policy === policy)?.with ?? {}
    const member = fix.pool.find(({ id }) => id === promoted)
    if (!member || kind === undefined) return []
    return [{ id: fix.commit, answer: { kind, source: 'past', isRight: member.isRight } }]
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
