import type { ProbotOctokit } from 'probot'
import { z } from 'zod'
import { Slug } from '../../../../domain/issue/issue.ts'
import { RepositoryMoved } from '../../../../ports/forge-errors.ts'
import { authorized, type TokenSeen } from './authorized.ts'
import { installationToken } from './installation-token.ts'

interface AnsweredFrom {
  readonly app: ProbotOctokit
  /** Without a token of its own. */
  readonly octokit: ProbotOctokit
  readonly installationId: number
  /** Where the answer came from in the end. */
  readonly url: string
  readonly onToken: TokenSeen
}

/**
 * GitHub answers for a former name by sending whoever asks to the repository's id, but gives tokens for names of now alone. Throws
 * `RepositoryMoved` where the answer came from such an id, with the name that it has now.
 */
export async function refuseMoved({
  app,
  octokit,
  installationId,
  url,
  onToken,
}: AnsweredFrom): Promise<void> {
  const [, id] = /\/repositories\/(\d+)\//.exec(url) ?? []
  if (id === undefined) return
  const asked = { installationId, repositoryIds: [Number(id)], permissions: { metadata: 'read' }, onToken }
  const token = (refresh: boolean) => installationToken(app, { ...asked, refresh })
  const { data } = await authorized(octokit, token).request('GET /repositories/{repository_id}', {
    repository_id: Number(id),
  })
  const { node_id, name, owner } = Named.parse(data)
  throw new RepositoryMoved(node_id, { owner: owner.login, repo: name })
}

const Named = z.object({ node_id: z.string(), name: Slug, owner: z.object({ login: Slug }) })
