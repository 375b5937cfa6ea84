import type { Octokit } from '@octokit/rest'

interface Wanted {
  /** Node id of the account. */
  readonly owner: string
  readonly field: string
  readonly type?: 'NUMBER' | 'TEXT' | 'SINGLE_SELECT'
  /** Of a single select. */
  readonly options?: readonly string[]
}

/** A project with one field, made by the calls that GitHub's GraphQL has for it. */
export async function aProject(octokit: Octokit, { owner, field, type = 'NUMBER', options }: Wanted) {
  const call = async <Answer>(name: string, asked: string, input: Record<string, unknown>) => {
    const inputType = `${name[0]?.toUpperCase()}${name.slice(1)}Input!`
    const answer = await octokit.graphql<Record<string, Answer>>(
      `mutation ($input: ${inputType}) { made: ${name}(input: $input) { ${asked} } }`,
      { input },
    )
    return answer.made as Answer
  }
  const { projectV2 } = await call<{ projectV2: { id: string; number: number } }>(
    'createProjectV2',
    'projectV2 { id number }',
    { ownerId: owner, title: 'Work' },
  )
  const projectId = projectV2.id
  const { projectV2Field } = await call<{ projectV2Field: Field }>(
    'createProjectV2Field',
    'projectV2Field { ... on ProjectV2Field { id } ... on ProjectV2SingleSelectField { id options { id name } } }',
    {
      ...{ projectId, name: field, dataType: type },
      ...(options && {
        singleSelectOptions: options.map((name) => ({ name, color: 'GRAY', description: '' })),
      }),
    },
  )
  const itemOf = async (contentId: string) =>
    (await call<{ item: { id: string } }>('addProjectV2ItemById', 'item { id }', { projectId, contentId }))
      .item.id
  return {
    ...projectV2,
    add: itemOf,
    /** The issue is put into the project, and has this value there; of a single select the name of an option. */
    set: async (contentId: string, value: number | string) => {
      const option = projectV2Field.options?.find(({ name }) => name === value)?.id
      const said = {
        NUMBER: { number: value },
        TEXT: { text: value },
        SINGLE_SELECT: { singleSelectOptionId: option },
      }
      await call('updateProjectV2ItemFieldValue', 'projectV2Item { id }', {
        ...{ projectId, itemId: await itemOf(contentId), fieldId: projectV2Field.id },
        value: said[type],
      })
    },
    archive: async (contentId: string) =>
      call('archiveProjectV2Item', 'item { id }', { projectId, itemId: await itemOf(contentId) }),
    update: (how: { readonly closed?: boolean; readonly public?: boolean }) =>
      call('updateProjectV2', 'projectV2 { id }', { projectId, ...how }),
  }
}

interface Field {
  readonly id: string
  readonly options?: readonly { readonly id: string; readonly name: string }[]
}
