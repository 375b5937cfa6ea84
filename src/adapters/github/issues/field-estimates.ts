import type { ProbotOctokit } from 'probot'
import { z } from 'zod'
import type { FieldEstimate } from '../../../domain/issue/issue-graph.ts'
import { ForgeError } from '../../../ports/forge-errors.ts'
import { notGranted } from '../connection/installations/not-granted.ts'
import { toForgeError } from '../connection/sending/github-errors.ts'
import { queryPartially } from '../connection/sending/query-partially.ts'

/** A point, by GitHub's formula: one request for the projects of each. */
const AT_ONCE = 100

/**
 * What a field of a project says of issues, by their node ids. An issue has none where none of its open projects has a value, or where
 * the App may not read them. Of several projects the one with the lowest number counts.
 */
export async function fieldEstimates(
  projects: ProbotOctokit,
  ids: readonly string[],
  field: string,
): Promise<ReadonlyMap<string, FieldEstimate>> {
  const found = new Map<string, FieldEstimate>()
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const issues = await readItems(projects, { ids: ids.slice(at, at + AT_ONCE), field })
    if (!issues) break
    for (const { id, projectItems } of issues) {
      const value = valueIn(projectItems.nodes)
      if (value !== undefined) found.set(id, { field, value })
    }
  }
  return found
}

/**
 * What may not be read is null in the answer, each with an error of its own (raycast/extensions#24028). Undefined where the App may read
 * no project at all.
 */
async function readItems(projects: ProbotOctokit, asked: { ids: readonly string[]; field: string }) {
  try {
    const { data, errors } = await queryPartially(projects, estimatesQuery(), asked)
    const other = errors.find(({ type }) => type !== 'FORBIDDEN' && type !== 'NOT_FOUND')
    if (other) throw new ForgeError('unavailable', other.message)
    return Answer.parse(data).nodes.filter((issue) => issue !== null)
  } catch (error) {
    // Also where the installation has not granted it at all: then there is no token for it.
    const failure = notGranted(toForgeError(error))
    if (failure.kind === 'forbidden') return undefined
    throw failure
  }
}

export const estimatesQuery = () => `query FieldEstimates($ids: [ID!]!, $field: String!) {
  nodes(ids: $ids) {
    __typename
    ... on Issue {
      id
      projectItems(first: 20, includeArchived: false) {
        nodes {
          project { number closed }
          fieldValueByName(name: $field) {
            __typename
            ... on ProjectV2ItemFieldNumberValue { number }
            ... on ProjectV2ItemFieldTextValue { text }
            ... on ProjectV2ItemFieldSingleSelectValue { name }
          }
        }
      }
    }
  }
}`

const Item = z.object({
  project: z.object({ number: z.int(), closed: z.boolean() }),
  fieldValueByName: z
    .object({
      number: z.number().nullish(),
      text: z.string().nullish(),
      name: z.string().nullish(),
    })
    .nullable(),
})
type Item = z.infer<typeof Item>

const Answer = z.object({
  nodes: z.array(
    z.object({ id: z.string(), projectItems: z.object({ nodes: z.array(Item.nullable()) }) }).nullable(),
  ),
})

function valueIn(items: readonly (Item | null)[]): number | string | undefined {
  return items
    .flatMap((item) => item ?? [])
    .filter(({ project }) => !project.closed)
    .toSorted((a, b) => a.project.number - b.project.number)
    .flatMap(({ fieldValueByName: value }) => value?.number ?? value?.text ?? value?.name ?? [])[0]
}
