import type { ProbotOctokit } from 'probot'
import { z } from 'zod'
import type { Observation } from '../../../domain/checks/evidence.ts'
import type { RepositoryRef } from '../../../domain/issue/issue.ts'
import { withoutUndefined } from '../../../domain/without-undefined.ts'
import { statusOf } from '../connection/sending/github-errors.ts'
import type { StatusNode } from '../facts/facts-answer.ts'

type Status = Extract<Observation, { kind: 'status' }>

export interface StatusReading {
  /**
   * The newest status of each name and of everybody who has set one on the commit. A rollup shows only the newest of a name, whoever
   * has set it. Undefined when it cannot be told.
   */
  statusesOf(question: StatusQuestion): Promise<readonly Status[] | undefined>
}

interface StatusQuestion {
  readonly repository: RepositoryRef
  readonly commit: string
  /** As the rollup shows them. */
  readonly shown: readonly StatusNode[]
}

const Statuses = z.array(
  z.object({
    context: z.string(),
    state: z.string(),
    created_at: z.string(),
    target_url: z.string().nullish(),
    description: z.string().nullish(),
    creator: z.object({ login: z.string() }).nullish(),
  }),
)
const App = z.object({ id: z.int() })
const MAX_TEXT = 4_000
/** GitHub takes a thousand statuses of one commit and name. */
const MAX_PAGES = 10
const MAX_KNOWN = 500

/** Remembers what was read of a commit until the rollup shows something else, and the Apps behind bots. */
export function createStatusReading(octokit: ProbotOctokit): StatusReading {
  const known = new Map<string, readonly Status[] | undefined>()
  const apps = new Map<string, Promise<number | undefined>>()
  const appOf = (slug: string) => {
    const asking = apps.get(slug) ?? readApp(octokit, slug)
    apps.set(slug, asking)
    asking.catch(() => apps.delete(slug))
    return asking
  }
  return {
    async statusesOf({ repository, commit, shown }) {
      const key = JSON.stringify([repository, commit, shown])
      if (known.has(key)) return known.get(key)
      const read = await readAll(octokit, repository, commit).catch(undefinedWhenRefused)
      // Where there are too many, asking again would give the same answer until the rollup shows something else.
      if (read === 'too many') known.set(key, undefined)
      if (!read || read === 'too many') return undefined
      const statuses: Status[] = []
      for (const status of read) {
        const slug = /^(.+)\[bot\]$/.exec(status.creator ?? '')?.[1]
        const appId = slug === undefined ? undefined : await appOf(slug)
        statuses.push(appId === undefined ? status : { ...status, appId })
      }
      known.set(key, statuses)
      for (const oldest of [...known.keys()].slice(0, Math.max(0, known.size - MAX_KNOWN)))
        known.delete(oldest)
      return statuses
    },
  }
}

function undefinedWhenRefused(error: unknown): undefined {
  if (statusOf(error) !== 403 && statusOf(error) !== 404) throw error
  return undefined
}

/** Undefined when it is somebody's private App, or none. */
async function readApp(octokit: ProbotOctokit, slug: string): Promise<number | undefined> {
  try {
    const { data } = await octokit.request('GET /apps/{app_slug}', { app_slug: slug })
    return App.safeParse(data).data?.id
  } catch (error) {
    return undefinedWhenRefused(error)
  }
}

/** GitHub lists the newest first. */
async function readAll(
  octokit: ProbotOctokit,
  { owner, repo }: RepositoryRef,
  commit: string,
): Promise<readonly Status[] | 'too many'> {
  const newest = new Map<string, Status>()
  let pages = 0
  const answers = octokit.paginate.iterator<unknown>('GET /repos/{owner}/{repo}/commits/{ref}/statuses', {
    ...{ owner, repo },
    ref: commit,
    per_page: 100,
  })
  for await (const { data } of answers) {
    pages += 1
    if (pages > MAX_PAGES) return 'too many'
    for (const status of Statuses.parse(data)) {
      const key = JSON.stringify([status.context, status.creator?.login])
      if (!newest.has(key)) newest.set(key, toStatus(commit, status))
    }
  }
  return [...newest.values()]
}

function toStatus(headSha: string, status: z.infer<typeof Statuses>[number]): Status {
  const { context, state, created_at, target_url, description, creator } = status
  return {
    kind: 'status',
    context,
    headSha,
    state: state.toLowerCase(),
    createdAt: created_at,
    ...withoutUndefined({
      url: target_url || undefined,
      creator: creator?.login,
      description: description ? description.slice(0, MAX_TEXT) : undefined,
    }),
  }
}
