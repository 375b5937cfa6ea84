import type { RepositoryRef } from '../../../src/domain/issue/issue.ts'
import { addAmounts, type DaySpending, utcDay } from '../../../src/domain/run/budget.ts'
import { openCandidates } from '../../../src/domain/run/repository-load.ts'
import type { Store } from '../../../src/ports/store.ts'
import { change, type MemoryRows } from './memory-rows.ts'

type MemorySpending = Pick<Store, 'spentOn' | 'loadOf' | 'judgedRuns' | 'recordCi'>

/** What a repository has spent on a day. */
export function memorySpending(rows: MemoryRows): MemorySpending {
  return {
    spentOn: async (repository, day, except) => spentOn(rows, repository, day, except),
    judgedRuns: async ({ owner, repo }, limit) =>
      structuredClone(
        [...rows.speculations.values()]
          .filter(({ issue, verdict }) => verdict && issue.owner === owner && issue.repo === repo)
          .sort((a, b) => (a.startedAt < b.startedAt ? 1 : a.startedAt > b.startedAt ? -1 : 0))
          .slice(0, limit),
      ),
    loadOf: async ({ owner, repo, number }, day) => {
      const runs = [...rows.speculations.values()].filter(
        ({ issue }) => issue.owner === owner && issue.repo === repo,
      )
      const others = runs.filter(({ issue }) => issue.number !== number)
      return {
        openCandidates: others.reduce((sum, run) => sum + openCandidates(run), 0),
        runsBegun: runs.filter(({ startedAt }) => utcDay(startedAt) === day).length,
      }
    },
    recordCi: async (id, day, seconds) =>
      void change(rows, id, ({ ci = {} }) => {
        const others = Object.entries(ci).filter(([each]) => each !== day)
        const rest = seconds - others.reduce((sum, [, each]) => sum + each, 0)
        return { ci: { ...ci, [day]: Math.max(ci[day] ?? 0, rest) } }
      }),
  }
}

/** `except` is a run that does not count. */
export function spentOn(
  { speculations, attempts }: MemoryRows,
  { owner, repo }: RepositoryRef,
  day: string,
  except?: string,
): DaySpending {
  const runs = [...speculations.values()].filter(
    ({ id, issue }) => id !== except && issue.owner === owner && issue.repo === repo,
  )
  const ofDay = [...attempts.values()].filter(
    ({ speculation, queuedAt }) => utcDay(queuedAt) === day && runs.some(({ id }) => id === speculation),
  )
  const charges = (ended: boolean) =>
    ofDay.filter(({ status }) => (status === 'ended') === ended).map((one) => one.charged ?? {})
  const jobs = runs.flatMap(({ ci }) => (ci?.[day] === undefined ? [] : [{ ciSeconds: ci[day] }]))
  return { spent: addAmounts([...charges(true), ...jobs]), reserved: addAmounts(charges(false)) }
}
