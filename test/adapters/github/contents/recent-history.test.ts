import { Octokit } from '@octokit/rest'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type EmbeddedStage, startEmbeddedStage } from '../../../contracts/embedded-stage.ts'

let stage: EmbeddedStage
let issue: number
let commit: string

beforeAll(async () => {
  stage = await startEmbeddedStage()
  await stage.commitToMain('src/client.js', 'one\n')
  await stage.commitToMain('src/client.js', 'two\n')
  commit = await stage.commitToMain('docs/guide.md', 'text\n')
  issue = await stage.openIssue({ title: 'It is wrong', body: 'It is.' })
})
afterAll(() => stage.close())

const read = (paths: readonly string[], at = commit) =>
  stage.forge.recentHistory({ ...stage.repository, number: issue }, { commit: at, paths })

it('what came before a commit is read in one request, whole or of what is named', async () => {
  await read([])
  const before = stage.sent.length
  const [all, file, several, folder] = [
    await read([]),
    await read(['docs/guide.md']),
    await read(['docs/guide.md', 'src/client.js']),
    await read(['src']),
  ]
  expect(stage.sent.length - before).toBe(4)
  const told = [all, file, several, folder].map(({ subjects, area }) => [
    subjects.length,
    area.changes.length,
  ])
  expect(told).toEqual([
    [4, 4],
    [4, 1],
    [4, 3],
    [4, 2],
  ])
})

it('a name that git would take for a pattern is a name', async () => {
  const { area } = await read(['src/*', ':(exclude)docs'])
  expect(area.changes).toEqual([])
})

it('tells how long pull requests took, and who works on the issue', async () => {
  const { owner: login, repo } = stage.repository
  const { token } = await stage.github.admin.createUser(login)
  const owner = new Octokit({ auth: token, baseUrl: stage.github.apiUrl })
  const here = { owner: login, repo }
  await stage.push('mine', 'src/client.js', 'three\n')
  const pull_number = await stage.openPullRequest('mine')
  const { data: merged } = await owner.rest.pulls.merge({ ...here, pull_number, merge_method: 'squash' })
  await owner.rest.issues.addAssignees({ ...here, issue_number: issue, assignees: ['maya'] })
  const { area, assignees } = await read(['src/client.js'], merged.sha)
  expect(area.changes.map(({ reviewMinutes }) => reviewMinutes !== undefined)).toEqual([true, false, false])
  expect(assignees).toEqual(['maya'])
})
