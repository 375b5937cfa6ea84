import { z } from 'zod'
import type { RepositoryRef } from '../../../domain/issue/issue.ts'
import { SETTINGS_FILE } from '../../../domain/settings-file.ts'
import type { Onboarding, ProposedSettings } from '../../../ports/onboarding.ts'
import { createBranches } from '../branches/create-branches.ts'
import { writeFiles } from '../branches/write-files.ts'
import type { GitHubClient } from '../connection/installations/github-client.ts'
import { statusOf } from '../connection/sending/github-errors.ts'
import { ensureDraft, findOwnPullRequest } from '../ensure/ensure-draft.ts'
import { readNewRepository } from './read-new-repository.ts'

/** It is no candidate's: those have the number of an issue and of a run in their names. */
export const ONBOARDING_BRANCH = 'speculate/configure'

export function createOnboarding(client: GitHubClient, repository: RepositoryRef): Onboarding {
  return {
    read: () => readNewRepository(client, repository),
    propose: (settings) => propose(client, repository, settings),
    isOpen: (number) => isOpen(client, repository, number),
  }
}

async function propose(
  client: GitHubClient,
  repository: RepositoryRef,
  { repositoryId, base, content, title, body }: ProposedSettings,
): Promise<number | 'branch-taken'> {
  const before = await findOwnPullRequest(client, repository, ONBOARDING_BRANCH)
  if (before) return before.number
  const files = new Map([[SETTINGS_FILE, content]])
  const written = await writeFiles(client, repository, { files, parent: base.head, message: title })
  const branches = [{ branch: ONBOARDING_BRANCH, parent: base.head, ...written }]
  const taken = await createBranches(client, repository, { repositoryId, branches })
  if (taken.length > 0) return 'branch-taken'
  const draft = { repositoryId, branch: ONBOARDING_BRANCH, base: base.name, title, body, isReady: true }
  return (await ensureDraft(client, repository, draft)).number
}

const Pull = z.object({ state: z.enum(['open', 'closed']) })

/** One that is gone with its repository is open no more. */
async function isOpen(
  { octokit }: GitHubClient,
  { owner, repo }: RepositoryRef,
  number: number,
): Promise<boolean> {
  const route = 'GET /repos/{owner}/{repo}/pulls/{pull_number}'
  try {
    return (
      Pull.parse((await octokit.request(route, { owner, repo, pull_number: number })).data).state === 'open'
    )
  } catch (error) {
    if (statusOf(error) === 404) return false
    throw error
  }
}
