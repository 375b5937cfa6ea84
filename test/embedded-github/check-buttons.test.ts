import { afterAll, beforeAll, expect, it } from 'vitest'
import { createPages } from '../../packages/embedded-github/src/pages/create-pages.ts'
import { pushBranch, repo, type Stage, setStage } from './support.ts'

let stage: Stage
let head: string
let repositoryId: string

beforeAll(async () => {
  stage = await setStage({ pages: (context) => createPages(context, { person: repo.owner }) })
  await pushBranch(stage, 'buttons', { 'a.txt': 'x\n' })
  const { data: branch } = await stage.bot.repos.getBranch({ ...repo, branch: 'buttons' })
  head = branch.commit.sha
  repositoryId = (await stage.bot.repos.get(repo)).data.node_id
})
afterAll(() => stage.close())

const CREATE = `mutation($a: CreateCheckRunInput!, $b: CreateCheckRunInput!) {
  a: createCheckRun(input: $a) { checkRun { id databaseId externalId status } }
  b: createCheckRun(input: $b) { checkRun { id databaseId } }
}`
const UPDATE = 'mutation($u: UpdateCheckRunInput!) { updateCheckRun(input: $u) { checkRun { conclusion } } }'
const action = { label: 'Promote this', description: 'Make it the winner', identifier: 'promote' }
const inProgress = (name: string) => ({ repositoryId, headSha: head, name, status: 'IN_PROGRESS' })

interface Made {
  readonly a: { readonly checkRun: { readonly id: string; readonly databaseId: number } }
}

async function made(): Promise<Made['a']['checkRun']> {
  const given = { a: { ...inProgress('one'), externalId: 'x', actions: [action] }, b: inProgress('two') }
  const { a } = await stage.bot.graphql<Made>(CREATE, given)
  return a.checkRun
}

it('makes several check runs with one mutation, and changes them', async () => {
  const { id, databaseId } = await made()
  const output = {
    ...{ title: 'Promoted', summary: 'It **passes**.' },
    annotations: [
      {
        path: 'a.txt',
        location: { startLine: 1, endLine: 1 },
        annotationLevel: 'FAILURE',
        title: 'secret',
        message: 'Here.',
      },
    ],
  }
  const u = { repositoryId, checkRunId: id, conclusion: 'NEUTRAL', output }
  expect(await stage.bot.graphql(UPDATE, { u })).toMatchObject({
    updateCheckRun: { checkRun: { conclusion: 'NEUTRAL' } },
  })
  const { data } = await stage.bot.checks.get({ ...repo, check_run_id: databaseId })
  expect(data).toMatchObject({
    external_id: 'x',
    status: 'completed',
    conclusion: 'neutral',
    output: { title: 'Promoted', annotations_count: 1 },
  })
})

it('lets no user make one, and no App change what another one has made', async () => {
  const asUser = stage.client(stage.tokens.acme).graphql(CREATE, { a: inProgress('x'), b: inProgress('y') })
  await expect(asUser).rejects.toThrow('You must authenticate via a GitHub App.')
})

it.each([
  ['a label of 21 characters', [{ ...action, label: 'x'.repeat(21) }], 'label is too long'],
  ['a description of 41', [{ ...action, description: 'x'.repeat(41) }], 'description is too long'],
  ['an identifier of 21', [{ ...action, identifier: 'x'.repeat(21) }], 'identifier is too long'],
  ['four buttons', [action, action, action, action], 'No more than 3 actions'],
])('refuses %s', async (_, actions, why) => {
  const wanted = { ...repo, name: 'x', head_sha: head, actions }
  await expect(stage.bot.checks.create(wanted)).rejects.toThrow(why)
})

it('tells the App, and it alone, of a button that was pressed on its page', async () => {
  const { databaseId } = await made()
  const page = `${stage.github.url}/acme/payments/runs/${databaseId}`
  const html = await (await fetch(page)).text()
  expect(html).toContain('>Promote this</button>')
  const key = /name="key" value="([^"]+)"/.exec(html)?.[1] ?? ''
  const press = (fields: Record<string, string>, origin = stage.github.url) =>
    fetch(page, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { origin },
      redirect: 'manual',
    })
  expect((await press({ key, button: 'promote' }, 'https://example.org')).status).toBe(403)
  expect((await press({ key: 'x', button: 'promote' })).status).toBe(403)
  expect((await press({ key, button: 'merge' })).status).toBe(422)
  expect((await press({ key, button: 'promote' })).status).toBe(303)
  await stage.github.webhooksDelivered()
  const pressed = stage.hooks.received.filter(({ payload }) => payload.action === 'requested_action')
  expect(pressed.map(({ payload }) => payload)).toMatchObject([
    {
      requested_action: { identifier: 'promote' },
      check_run: { id: databaseId, external_id: 'x', app: { slug: 'helper' } },
      sender: { login: 'acme', type: 'User' },
    },
  ])
})
