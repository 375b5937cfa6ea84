import type { ProbotOctokit } from 'probot'
import { z } from 'zod'
import { RepositoryRef } from '../../../domain/issue/issue.ts'

const Repository = z
  .object({ name: z.string(), owner: z.object({ login: z.string() }) })
  .transform(({ name, owner }) => RepositoryRef.parse({ owner: owner.login, repo: name }))

/** Every repository that the installation reaches. */
export async function installedRepositories(octokit: ProbotOctokit): Promise<readonly RepositoryRef[]> {
  const found = await octokit.paginate('GET /installation/repositories', { per_page: 100 })
  return z.array(Repository).parse(found)
}
