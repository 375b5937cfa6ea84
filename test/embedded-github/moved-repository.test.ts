import { execa } from 'execa'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { botClient, repo, type Stage, setStage } from './support.ts'

let stage: Stage
beforeEach(async () => {
  stage = await setStage()
})
afterEach(() => stage.close())

const rename = (to: { owner?: string; name?: string }) =>
  stage.github.admin.moveRepository({ owner: repo.owner, name: repo.repo }, to)
const asApp = () => botClient(stage.github.apiUrl, { id: stage.app.id, privateKey: stage.app.privateKey })
const QUERY = `query ($follow: Boolean!) {
  repository(owner: "acme", name: "payments", followRenames: $follow) { nameWithOwner }
}`

it('a renamed repository is found under its former name: REST, GraphQL and git', async () => {
  const { data: issue } = await stage.maintainer.issues.create({ ...repo, title: 'Before' })
  await rename({ name: 'billing' })
  const { data } = await stage.maintainer.repos.get(repo)
  expect(data.full_name).toBe('acme/billing')
  // What changes something goes there as well.
  await stage.maintainer.issues.createComment({ ...repo, issue_number: issue.number, body: 'Still here' })
  const there = { owner: 'acme', repo: 'billing' }
  const { data: comments } = await stage.maintainer.issues.listComments({ ...there, issue_number: 1 })
  expect(comments.map(({ body }) => body)).toEqual(['Still here'])
  expect(await stage.maintainer.graphql(QUERY, { follow: true })).toEqual({
    repository: { nameWithOwner: 'acme/billing' },
  })
  await expect(stage.maintainer.graphql(QUERY, { follow: false })).rejects.toThrow('Could not resolve')
  const { stdout } = await execa('git', ['ls-remote', `${stage.github.url}/acme/payments.git`, 'HEAD'])
  expect(stdout).toContain('HEAD')
})

it('a former name that somebody takes is theirs', async () => {
  await rename({ name: 'billing' })
  await stage.github.admin.createRepository({
    owner: 'acme',
    name: 'payments',
    source: { directory: import.meta.dirname },
  })
  const { data } = await stage.maintainer.repos.get(repo)
  expect(data.full_name).toBe('acme/payments')
})

it('an App hears of the rename, gets tokens for the id but not for the former name, and is found by both', async () => {
  const { data: before } = await stage.maintainer.repos.get(repo)
  await rename({ name: 'billing' })
  await stage.github.webhooksDelivered()
  const heard = stage.hooks.received.find(({ event }) => event === 'repository')
  expect(heard?.payload).toMatchObject({
    action: 'renamed',
    changes: { repository: { name: { from: 'payments' } } },
    repository: { id: before.id, full_name: 'acme/billing' },
  })
  const found = await asApp().apps.getRepoInstallation(repo)
  expect(found.data.id).toBe(stage.app.installation)
  expect(found.url).toContain(`/repositories/${before.id}/installation`)
  const mint = (wanted: object) =>
    asApp().apps.createInstallationAccessToken({ installation_id: stage.app.installation, ...wanted })
  await expect(mint({ repositories: ['payments'] })).rejects.toMatchObject({ status: 422 })
  expect((await mint({ repository_ids: [before.id] })).status).toBe(201)
})

it('an App that its new owner has not installed loses a transferred repository', async () => {
  await stage.github.admin.createUser('other')
  await rename({ owner: 'other' })
  await expect(asApp().apps.getRepoInstallation(repo)).rejects.toMatchObject({ status: 404 })
})

it('an App that is suspended gets no token until that is over, and none once it is uninstalled', async () => {
  const mint = () => asApp().apps.createInstallationAccessToken({ installation_id: stage.app.installation })
  await stage.github.admin.setSuspended(stage.app.id, repo.owner, true)
  await expect(mint()).rejects.toMatchObject({ status: 403 })
  await stage.github.admin.setSuspended(stage.app.id, repo.owner, false)
  const { data } = await mint()
  await stage.github.admin.uninstallApp(stage.app.id, repo.owner)
  await stage.github.webhooksDelivered()
  expect(stage.hooks.named()).toEqual(
    expect.arrayContaining(['installation.suspend', 'installation.unsuspend', 'installation.deleted']),
  )
  await expect(mint()).rejects.toMatchObject({ status: 404 })
  await expect(stage.client(data.token).repos.get(repo)).rejects.toMatchObject({ status: 401 })
})
