import { z } from 'zod'
import { type RepositoryRef, Role } from '../../../domain/issue/issue.ts'
import type { GitHubClient } from '../connection/installations/github-client.ts'
import { statusOf } from '../connection/sending/github-errors.ts'

const Permission = z.object({ permission: z.string(), role_name: z.string().optional() })

/** `role_name` has the truth: `permission` maps triage to read and maintain to write. A custom role counts as its base. */
export async function roleOf(
  { octokit }: GitHubClient,
  { owner, repo }: RepositoryRef,
  login: string,
): Promise<Role> {
  try {
    const { data } = await octokit.request('GET /repos/{owner}/{repo}/collaborators/{username}/permission', {
      owner,
      repo,
      username: login,
    })
    const { permission, role_name } = Permission.parse(data)
    const role = Role.safeParse(role_name)
    return role.success ? role.data : Role.catch('none').parse(permission)
  } catch (error) {
    // `… is not a user`: a deleted account. Any other 404 is about the repository.
    if (statusOf(error) === 404 && error instanceof Error && /not a user/i.test(error.message)) return 'none'
    throw error
  }
}
