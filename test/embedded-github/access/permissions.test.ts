import { afterAll, beforeAll, expect, it } from 'vitest'
import { botClient, git, remote, repo, type Stage, setStage } from '../support.ts'

let stage: Stage
beforeAll(async () => {
  stage = await setStage()
})
afterAll(() => stage.close())

it('an App proves itself by its key, finds its installation and gets a token for an hour', async () => {
  const app = botClient(stage.github.apiUrl, { id: stage.app.id, privateKey: stage.app.privateKey })
  expect((await app.apps.getAuthenticated()).data).toMatchObject({ slug: 'helper', id: stage.app.id })
  const { data: installation } = await app.apps.getRepoInstallation(repo)
  expect(installation.id).toBe(stage.app.installation)
  const { data: token } = await app.apps.createInstallationAccessToken({
    installation_id: installation.id,
    repositories: ['payments'],
    permissions: { issues: 'read' },
  })
  expect(Date.parse(token.expires_at) - Date.now()).toBeGreaterThan(3_500_000)
  expect(token.permissions).toEqual({ metadata: 'read', issues: 'read' })
  await expect(
    app.apps.createInstallationAccessToken({
      installation_id: installation.id,
      permissions: { secrets: 'read' },
    }),
  ).rejects.toMatchObject({ status: 422 })
})

it("a key that is not the App's is refused", async () => {
  const { privateKey } = await stage.github.admin.registerApp({
    slug: 'other',
    owner: 'acme',
    webhookSecret: 'x',
    permissions: {},
    events: [],
  })
  const forged = botClient(stage.github.apiUrl, { id: stage.app.id, privateKey: privateKey ?? '' })
  await expect(forged.apps.getAuthenticated()).rejects.toMatchObject({ status: 401 })
})

it('a token without the permission is refused, with the header that names it', async () => {
  const { token } = (await stage.bot.auth({
    type: 'installation',
    permissions: { issues: 'read', metadata: 'read' },
  })) as { token: string }
  const reader = stage.client(token)
  expect((await reader.issues.listForRepo(repo)).status).toBe(200)
  const refused = reader.issues.create({ ...repo, title: 'no' })
  await expect(refused).rejects.toMatchObject({
    status: 403,
    message: expect.stringContaining('Resource not accessible by integration'),
    response: { headers: { 'x-accepted-github-permissions': 'issues=write; pull_requests=write' } },
  })
  await expect(reader.checks.create({ ...repo, name: 'x', head_sha: 'main' })).rejects.toMatchObject({
    status: 403,
  })
  await expect(git(stage.dataDir, 'push', remote(stage, token), 'HEAD:refs/heads/x')).rejects.toThrow()
})

it('a person needs the role, and the permission look-up tells it', async () => {
  const name = { owner: repo.owner, name: repo.repo }
  const { data: issue } = await stage.stranger.issues.create({ ...repo, title: 'Broken', labels: ['bug'] })
  expect(issue.labels).toEqual([])
  const label = { ...repo, issue_number: issue.number, labels: ['bug'] }
  await expect(stage.stranger.issues.addLabels(label)).rejects.toMatchObject({ status: 403 })
  await stage.github.admin.setCollaborator(name, 'stranger', 'triage')
  expect((await stage.stranger.issues.addLabels(label)).data.map((item) => item.name)).toEqual(['bug'])

  const look = () => stage.bot.repos.getCollaboratorPermissionLevel({ ...repo, username: 'stranger' })
  expect((await look()).data).toMatchObject({ permission: 'read', role_name: 'triage' })
  await stage.github.admin.setCollaborator(name, 'stranger', 'maintain')
  expect((await look()).data).toMatchObject({ permission: 'write', role_name: 'maintain' })
  await stage.github.admin.setCollaborator(name, 'stranger', undefined)
  await expect(stage.bot.repos.checkCollaborator({ ...repo, username: 'stranger' })).rejects.toMatchObject({
    status: 404,
  })
})

it('a private repository does not exist for strangers', async () => {
  await stage.github.admin.createRepository({
    owner: 'acme',
    name: 'secret',
    source: { directory: `${stage.dataDir}/source` },
    isPrivate: true,
  })
  const secret = { owner: 'acme', repo: 'secret' }
  for (const client of [stage.stranger, stage.bot]) {
    await expect(client.repos.get(secret)).rejects.toMatchObject({ status: 404 })
  }
  expect((await stage.maintainer.repos.get(secret)).data.private).toBe(true)
})

it('what is not implemented says so', async () => {
  const call = stage.maintainer.request('GET /repos/{owner}/{repo}/pages', repo)
  await expect(call).rejects.toMatchObject({
    status: 404,
    response: { headers: { 'x-embedded-github': 'not implemented' } },
  })
})
