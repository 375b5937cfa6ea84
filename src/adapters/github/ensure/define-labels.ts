import { z } from 'zod'
import type { RepositoryRef } from '../../../domain/issue/issue.ts'
import type { GitHubClient } from '../connection/installations/github-client.ts'
import { queryPartially } from '../connection/sending/query-partially.ts'
import { type LabelLook, labelLooks, usualLabels } from '../issues/labels.ts'
import { createLabelsMutation, ownLabelsQuery } from './mutations.ts'

/** Names of labels that the repository has, in small letters: GitHub compares them without regard to case. */
export type KnownLabels = Set<string>

const Own = z.object({
  repository: z.object({
    id: z.string(),
    labels: z.object({ nodes: z.array(z.object({ name: z.string() })) }),
  }),
})

/**
 * A label that is put on without existing would be created grey and without a description. Once for a repository all that a run usually
 * needs is asked for and created together; others when they are needed.
 */
export async function defineLabels(
  client: GitHubClient,
  known: KnownLabels,
  { repository, names }: { repository: RepositoryRef; names: readonly string[] },
): Promise<void> {
  const isUnknown = ({ name }: LabelLook) => !known.has(name.toLowerCase())
  const isMissing = () => labelLooks.some((look) => names.includes(look.name) && isUnknown(look))
  if (!isMissing()) return
  const { owner, repo } = repository
  const answer = await client.octokit.graphql(ownLabelsQuery, { owner, name: repo })
  const { id, labels } = Own.parse(answer).repository
  for (const { name } of labels.nodes) known.add(name.toLowerCase())
  if (!isMissing()) return
  const missing = labelLooks
    .filter(isUnknown)
    .filter(({ name }) => names.includes(name) || usualLabels.includes(name))
  await create(client, id, missing)
  for (const { name } of missing) known.add(name.toLowerCase())
}

/** Of several, each by itself: that somebody else was faster with one does not keep the others from being created. */
async function create(
  { octokit }: GitHubClient,
  repository: string,
  looks: readonly LabelLook[],
): Promise<void> {
  const inputs = looks.map((look, n) => [`l${n}`, { repositoryId: repository, ...look }])
  await queryPartially(octokit, createLabelsMutation(looks.length), Object.fromEntries(inputs))
}
