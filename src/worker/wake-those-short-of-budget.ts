import type { Clock } from '@speculate-dev/system'
import { type IssueRef, issueKey } from '../domain/issue/issue.ts'
import { type Amounts, addAmounts, amountsOf, fits, nextDay, utcDay } from '../domain/run/budget.ts'
import type { Speculation } from '../domain/run/speculation.ts'
import type { Queue } from '../ports/queue.ts'
import type { AttemptKey, Store } from '../ports/store.ts'

interface BudgetContext {
  readonly store: Pick<Store, 'latestSpeculation' | 'openIssues' | 'attempts' | 'spentOn'>
  readonly queue: Pick<Queue, 'wake'>
  readonly clock: Clock
}

/**
 * An attempt has ended, and what it did not use of its repository's day is free. Where that was all that the day had left, runs of the
 * repository may wait for it: those with nothing under way are looked at now, and once more when the day is over.
 */
export async function wakeThoseShortOfBudget(
  issue: IssueRef,
  ended: AttemptKey,
  { store, queue, clock }: BudgetContext,
): Promise<void> {
  const now = new Date(clock.now()).toISOString()
  const asked = await neededBy(ended, store)
  const { spent, reserved } = await store.spentOn(issue, utcDay(now))
  const isShort = (run: Speculation | undefined) =>
    run !== undefined &&
    !fits(amountsOf(run.settings.budget.repository_day), addAmounts([spent, reserved]), asked)
  if (!isShort(await store.latestSpeculation(issue))) return
  const untilNextDay = Date.parse(nextDay(now)) - clock.now()
  for (const other of await store.openIssues(now)) {
    const run = isOfSameRepository(issue, other) ? await store.latestSpeculation(other) : undefined
    if (!run || !isShort(run) || !(await isIdle(run, store))) continue
    if (run.id !== ended.speculation) await queue.wake(issueKey(other))
    await queue.wake(issueKey(other), untilNextDay)
  }
}

/** As much as was promised to it until now, and as much for whoever comes next. */
async function neededBy(
  { speculation, candidate, number }: AttemptKey,
  store: Pick<Store, 'attempts'>,
): Promise<Amounts> {
  const attempts = await store.attempts(speculation)
  const { grant = {} } = attempts.find((one) => one.candidate === candidate && one.number === number) ?? {}
  return addAmounts([grant, grant])
}

function isOfSameRepository(one: IssueRef, other: IssueRef): boolean {
  return one.owner === other.owner && one.repo === other.repo
}

async function isIdle(run: Speculation, store: Pick<Store, 'attempts'>): Promise<boolean> {
  if (run.verdict || run.settledAt !== undefined) return false
  return (await store.attempts(run.id)).every(({ status }) => status === 'ended')
}
