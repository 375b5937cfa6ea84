import type { Octokit } from '@octokit/rest'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { aProject } from './a-project.ts'
import { repo, type Stage, setStage } from './support.ts'

let stage: Stage
let issue: { readonly node_id: string; readonly number: number }

beforeAll(async () => {
  stage = await setStage({ permissions: { issues: 'read', organization_projects: 'read' } })
  issue = (await stage.maintainer.issues.create({ ...repo, title: 'Planned' })).data
})
afterAll(() => stage.close())

const QUERY = `query ($id: ID!, $name: String!, $archived: Boolean) {
  rateLimit { cost }
  node(id: $id) {
    ... on Issue {
      projectItems(first: 20, includeArchived: $archived) {
        totalCount
        nodes {
          isArchived
          project { number closed public owner { __typename } }
          fieldValueByName(name: $name) {
            ... on ProjectV2ItemFieldNumberValue { number field { ... on ProjectV2Field { name dataType } } }
            ... on ProjectV2ItemFieldTextValue { text }
            ... on ProjectV2ItemFieldSingleSelectValue { name }
          }
        }
      }
    }
  }
}`

/** What GitHub answers, and the errors beside it. */
async function read(octokit: Octokit, name: string, archived = true) {
  const variables = { id: issue.node_id, name, archived }
  const { node, errors } = await octokit.graphql<Answer>(QUERY, variables).then(
    (data) => ({ ...data, errors: undefined }),
    (error: Refused) => ({ ...error.data, errors: error.errors }),
  )
  return { items: node.projectItems.nodes, errors: errors?.map(({ type, path }) => ({ type, path })) }
}

interface Refused {
  readonly data: Answer
  readonly errors: readonly { readonly type: string; readonly path: readonly unknown[] }[]
}

interface Answer {
  // biome-ignore lint/suspicious/noExplicitAny: items are looked into by path
  readonly node: { readonly projectItems: { readonly nodes: any[] } }
}

const owner = async () => (await stage.maintainer.users.getByUsername({ username: repo.owner })).data.node_id

it('an App reads what an issue has in a project of an organization, and nothing of a person', async () => {
  const project = await aProject(stage.maintainer, { owner: await owner(), field: 'Estimate' })
  await project.set(issue.node_id, 2.5)
  // The account is a person's until then.
  const refused = { type: 'FORBIDDEN', path: ['node', 'projectItems', 'nodes', 0] }
  expect(await read(stage.bot, 'Estimate')).toEqual({ items: [null], errors: [refused] })

  await stage.github.admin.turnIntoOrganization(repo.owner)
  const [item] = (await read(stage.bot, 'Estimate')).items
  expect(item).toEqual({
    isArchived: false,
    project: { number: project.number, closed: false, public: false, owner: { __typename: 'Organization' } },
    fieldValueByName: { number: 2.5, field: { name: 'Estimate', dataType: 'NUMBER' } },
  })
  expect((await read(stage.bot, 'Other')).items[0].fieldValueByName).toBeNull()

  // A stranger does not even hear of it, until it is public.
  expect(await read(stage.stranger, 'Estimate')).toEqual({ items: [], errors: undefined })
  await project.update({ public: true, closed: true })
  expect((await read(stage.stranger, 'Estimate')).items).toMatchObject([{ project: { closed: true } }])

  await stage.github.admin.setPermissions(stage.app.id, repo.owner, { issues: 'read' })
  expect(await read(stage.bot, 'Estimate')).toEqual({ items: [null], errors: [refused] })
  await stage.github.admin.setPermissions(stage.app.id, repo.owner, {
    issues: 'read',
    organization_projects: 'read',
  })

  await project.archive(issue.node_id)
  expect((await read(stage.maintainer, 'Estimate', false)).items).toEqual([])
  expect((await read(stage.maintainer, 'Estimate')).items).toMatchObject([{ isArchived: true }])
})

it('a field may hold text, or one of its options', async () => {
  const size = await aProject(stage.maintainer, {
    ...{ owner: await owner(), field: 'Size', type: 'SINGLE_SELECT' },
    options: ['1d', '3d'],
  })
  const text = await aProject(stage.maintainer, { owner: await owner(), field: 'Size', type: 'TEXT' })
  await size.set(issue.node_id, '3d')
  await text.set(issue.node_id, '4h')
  const { items } = await read(stage.maintainer, 'Size', false)
  expect(items.map((item: { fieldValueByName: unknown }) => item.fieldValueByName)).toEqual([
    { name: '3d' },
    { text: '4h' },
  ])
  await expect(size.set(issue.node_id, '9d')).rejects.toThrow('Did not receive a value')
})

it('a project is changed by those whose account it is', async () => {
  await expect(aProject(stage.stranger, { owner: await owner(), field: 'Estimate' })).rejects.toThrow(
    'not accessible',
  )
  await expect(aProject(stage.bot, { owner: await owner(), field: 'Estimate' })).rejects.toThrow(
    'not accessible',
  )
})
