import { z } from 'zod'
import type { RepositoryRef } from '../../../domain/issue/issue.ts'
import type { NewRepository, PastCheck } from '../../../domain/onboarding/new-repository.ts'
import { SETTINGS_FILE } from '../../../domain/settings-file.ts'
import { ForgeError } from '../../../ports/forge-errors.ts'
import type { GitHubClient } from '../connection/installations/github-client.ts'
import { newRepositoryQuery } from './new-repository-query.ts'

const CheckRun = z.object({
  __typename: z.literal('CheckRun'),
  name: z.string(),
  conclusion: z.string().nullable(),
})
const StatusContext = z.object({
  __typename: z.literal('StatusContext'),
  context: z.string(),
  state: z.string(),
})

const Answer = z.object({
  repository: z
    .object({
      id: z.string(),
      isFork: z.boolean(),
      isArchived: z.boolean(),
      defaultBranchRef: z
        .object({ name: z.string(), target: z.object({ oid: z.string() }).nullable() })
        .nullable(),
      settings: z.object({ __typename: z.string() }).nullable(),
      pullRequests: z.object({
        nodes: z.array(
          z.object({
            number: z.int(),
            title: z.string(),
            statusCheckRollup: z
              .object({
                contexts: z.object({
                  nodes: z.array(z.discriminatedUnion('__typename', [CheckRun, StatusContext])),
                }),
              })
              .nullable(),
          }),
        ),
      }),
    })
    .nullable(),
})

type Repository = NonNullable<z.infer<typeof Answer>['repository']>
type Context = z.infer<typeof CheckRun> | z.infer<typeof StatusContext>

export async function readNewRepository(
  { octokit }: Pick<GitHubClient, 'octokit'>,
  { owner, repo }: RepositoryRef,
): Promise<NewRepository> {
  const variables = { owner, name: repo, settings: `HEAD:${SETTINGS_FILE}` }
  const { repository } = Answer.parse(await octokit.graphql(newRepositoryQuery(), variables))
  if (!repository) throw new ForgeError('not-found', `there is no repository ${owner}/${repo}`)
  const { id, isFork, isArchived, settings, defaultBranchRef: branch } = repository
  return {
    ...{ id, isFork, isArchived, hasSettings: settings !== null },
    defaultBranch: branch?.target ? { name: branch.name, head: branch.target.oid } : undefined,
    merged: repository.pullRequests.nodes.map(({ statusCheckRollup, ...pull }) => ({
      ...pull,
      checks: checksOf(statusCheckRollup),
    })),
  }
}

function checksOf(
  rollup: Repository['pullRequests']['nodes'][number]['statusCheckRollup'],
): ReadonlyMap<string, PastCheck> {
  return new Map((rollup?.contexts.nodes ?? []).map(toCheck))
}

function toCheck(context: Context): readonly [name: string, PastCheck] {
  return context.__typename === 'CheckRun'
    ? [context.name, pastCheck(context.conclusion)]
    : [context.context, pastCheck(context.state)]
}

function pastCheck(conclusion: string | null): PastCheck {
  if (conclusion === 'SUCCESS') return 'passed'
  return conclusion !== null && FAILED.includes(conclusion) ? 'failed' : 'other'
}

const FAILED: readonly string[] = ['FAILURE', 'TIMED_OUT', 'ERROR', 'STARTUP_FAILURE', 'ACTION_REQUIRED']
