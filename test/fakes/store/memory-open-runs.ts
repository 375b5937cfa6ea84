import type { HumanChoice } from '../../../src/domain/issue/aftermath.ts'
import { later } from '../../../src/domain/later.ts'
import { WATCHED_AFTER_MERGE_MS } from '../../../src/domain/run/revert.ts'
import type { Speculation } from '../../../src/domain/run/speculation.ts'
import type { Store, Watched } from '../../../src/ports/store.ts'
import { latest, type MemoryRows } from './memory-rows.ts'

type MemoryOpenRuns = Pick<
  Store,
  'putOffLook' | 'openIssues' | 'enteredFor' | 'promotedOn' | 'mergedOn' | 'runsIn' | 'watched'
>

/** Whose issues are to be looked at, and when. */
export function memoryOpenRuns(rows: MemoryRows): MemoryOpenRuns {
  const { speculations, looks } = rows
  return {
    putOffLook: async (id, until) => void looks.set(id, until),
    openIssues: async (now) =>
      [...latest(rows).values()]
        .filter(
          (speculation) => isOpen(speculation, { now, looks }) || isLookDue(speculation, { now, looks }),
        )
        .filter(({ issue }) => !issue.repo.includes('@'))
        .map(({ issue }) => structuredClone(issue)),
    enteredFor: async ({ owner, repo }, pullRequests) =>
      [...speculations.values()]
        .filter(({ issue, archivedAt }) => issue.owner === owner && issue.repo === repo && !archivedAt)
        .filter(({ commands = [] }) =>
          commands.some(
            ({ answer }) => answer.kind === 'entered' && pullRequests.includes(answer.pullRequest),
          ),
        )
        .map(({ issue }) => structuredClone(issue)),
    promotedOn: async ({ owner, repo }, branch) =>
      [...speculations.values()]
        .filter(({ issue, base }) => issue.owner === owner && issue.repo === repo && base.branch === branch)
        .filter(isPromotionOpen)
        .map(({ issue }) => structuredClone(issue)),
    mergedOn: async ({ owner, repo }, branch, since) =>
      [...speculations.values()]
        .filter(({ issue, base }) => issue.owner === owner && issue.repo === repo && base.branch === branch)
        .filter((run) => isMergedSince(run, since))
        .map(({ issue }) => structuredClone(issue)),
    runsIn: async (of) =>
      [...speculations.values()]
        .filter((run) => run.archivedAt === undefined || isPromotionOpen(run))
        .filter(({ issue, repositoryId = '' }) =>
          'ids' in of ? of.ids.includes(repositoryId) : issue.owner === of.owner,
        )
        .filter(({ issue }) => !issue.repo.includes('@'))
        .map(({ issue }) => structuredClone(issue)),
    watched: async () =>
      [...speculations.values()].map(watchedBy).filter((by) => by.pullRequests.length > 0 || by.branch),
  }
}

function watchedBy(run: Speculation): Watched {
  const { issue, commands = [], base, archivedAt } = run
  const entered = commands.flatMap(({ answer }) => (answer.kind === 'entered' ? [answer.pullRequest] : []))
  return {
    ...{ owner: issue.owner, repo: issue.repo, pullRequests: archivedAt ? [] : entered },
    branch: isPromotionOpen(run) ? base.branch : undefined,
  }
}

type Looking = Pick<MemoryRows, 'looks'> & { readonly now: string }

function isOpen(run: Speculation, { now, looks }: Looking): boolean {
  const { settledAt, archivedAt, settings } = run
  if (archivedAt !== undefined) return false
  if (settledAt === undefined) return isLookDue(run, { now, looks })
  return Date.parse(settledAt) + settings.archive_after_days * 86_400_000 <= Date.parse(now)
}

function isLookDue(run: Speculation, { now, looks }: Looking): boolean {
  const until = looks.get(run.id)
  const isWatched =
    run.archivedAt === undefined ||
    isPromotionOpen(run) ||
    isMergedSince(run, later(now, -WATCHED_AFTER_MERGE_MS))
  return isWatched && (until === undefined || until <= now)
}

function isMergedSince({ choices = [] }: Speculation, since: string): boolean {
  const at = choices.find(({ kind }) => kind === 'merged')?.at
  return at !== undefined && at >= since
}

function isPromotionOpen({
  verdict,
  revoked,
  choices = [],
}: Pick<Speculation, 'verdict' | 'revoked' | 'choices'>) {
  if (verdict?.decision.kind !== 'promote' || revoked) return false
  if (choices.some(({ kind }) => kind === 'merged')) return false
  return choices.findLast(({ kind }) => OPENS_OR_CLOSES.includes(kind))?.kind !== 'closed'
}

const OPENS_OR_CLOSES: readonly HumanChoice['kind'][] = ['closed', 'reopened', 'restored', 'promoted']
