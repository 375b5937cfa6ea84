import type { ProbotOctokit } from 'probot'
import { z } from 'zod'
import type { RepositoryRef } from '../../../domain/issue/issue.ts'
import { withoutUndefined } from '../../../domain/without-undefined.ts'
import { statusOf } from '../connection/github-errors.ts'

export interface AnnotationReading {
  /** All annotations of a check run that has ended; undefined where they may not be read. */
  annotationsOf(repository: RepositoryRef, checkRunId: number): Promise<readonly Annotation[] | undefined>
}

interface Annotation {
  readonly level: string
  readonly title?: string
  readonly message: string
}

const Annotations = z.array(
  z.object({
    annotation_level: z.string().nullish(),
    title: z.string().nullish(),
    message: z.string().nullish(),
  }),
)
const MAX_TEXT = 4_000
/** GitHub shows no more than a few dozen of one job. */
const MAX_PAGES = 5
const MAX_KNOWN = 500

/** Asked for once: what has ended says nothing new. */
export function createAnnotationReading(octokit: ProbotOctokit): AnnotationReading {
  const known = new Map<number, readonly Annotation[]>()
  return {
    async annotationsOf(repository, checkRunId) {
      const before = known.get(checkRunId)
      if (before) return before
      const read = await readAll(octokit, repository, checkRunId).catch(undefinedWhenRefused)
      if (read) known.set(checkRunId, read)
      for (const oldest of [...known.keys()].slice(0, Math.max(0, known.size - MAX_KNOWN)))
        known.delete(oldest)
      return read
    },
  }
}

function undefinedWhenRefused(error: unknown): undefined {
  if (statusOf(error) !== 403 && statusOf(error) !== 404) throw error
  return undefined
}

async function readAll(
  octokit: ProbotOctokit,
  { owner, repo }: RepositoryRef,
  checkRunId: number,
): Promise<readonly Annotation[]> {
  const found: Annotation[] = []
  const route = 'GET /repos/{owner}/{repo}/check-runs/{check_run_id}/annotations'
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const { data } = await octokit.request(route, {
      owner,
      repo,
      check_run_id: checkRunId,
      per_page: 100,
      page,
    })
    const annotations = Annotations.parse(data)
    found.push(...annotations.map(toAnnotation))
    if (annotations.length < 100) break
  }
  return found
}

function toAnnotation({ annotation_level, title, message }: z.infer<typeof Annotations>[number]): Annotation {
  return {
    level: annotation_level ?? 'notice',
    ...withoutUndefined({ title: title?.slice(0, MAX_TEXT) }),
    message: (message ?? '').slice(0, MAX_TEXT),
  }
}
