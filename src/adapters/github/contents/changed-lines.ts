import { z } from 'zod'
import type { FileLines } from '../../../domain/candidate/changed-lines.ts'
import type { RepositoryRef } from '../../../domain/issue/issue.ts'
import type { ChangeToRead } from '../../../ports/forge.ts'
import type { GitHubClient } from '../connection/installations/github-client.ts'
import { statusOf } from '../connection/sending/github-errors.ts'

/** GitHub shows 3,000 files of a pull request and 300 of a commit; a patch has fewer. */
const MAX_PAGES = 10
const PER_PAGE = 100

/** Undefined where there is nothing of that name (any more). */
export async function changedLines(
  client: GitHubClient,
  repository: RepositoryRef,
  change: ChangeToRead,
): Promise<readonly FileLines[] | undefined> {
  try {
    if ('pullRequest' in change) return await ofPullRequest(client, repository, change.pullRequest)
    return await ofCommits(client, repository, change)
  } catch (error) {
    const status = statusOf(error)
    if (status !== 404 && status !== 422) throw error
    return undefined
  }
}

async function ofPullRequest({ octokit }: GitHubClient, repository: RepositoryRef, number: number) {
  const files: FileLines[] = []
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const { data } = await octokit.request('GET /repos/{owner}/{repo}/pulls/{pull_number}/files', {
      ...repository,
      ...{ pull_number: number, per_page: PER_PAGE, page },
    })
    files.push(...Files.parse(data).map(toFileLines))
    if (data.length < PER_PAGE) break
  }
  return files
}

async function ofCommits(
  { octokit }: GitHubClient,
  repository: RepositoryRef,
  { from, to }: Extract<ChangeToRead, { to: string }>,
) {
  const { data } =
    from === undefined
      ? await octokit.request('GET /repos/{owner}/{repo}/commits/{ref}', { ...repository, ref: to })
      : await octokit.request('GET /repos/{owner}/{repo}/compare/{basehead}', {
          ...repository,
          ...{ basehead: `${from}...${to}`, per_page: 1 },
        })
  return Files.parse(data.files ?? []).map(toFileLines)
}

const Files = z.array(
  z.object({
    filename: z.string(),
    previous_filename: z.string().optional(),
    /** Absent for what is no text, has no lines, or is very large. */
    patch: z.string().optional(),
  }),
)

function toFileLines({ filename, previous_filename, patch }: z.infer<typeof Files>[number]): FileLines {
  const names = previous_filename === undefined ? [filename] : [filename, previous_filename]
  // A file without lines counts as one, whatever is done to it.
  if (patch === undefined) return { names, added: [filename], removed: [previous_filename ?? filename] }
  const lines = patch.split('\n')
  const begin = (sign: string) => lines.filter((line) => line.startsWith(sign)).map((line) => line.slice(1))
  return { names, added: begin('+'), removed: begin('-') }
}
