import { afterEach, beforeEach, expect, it } from 'vitest'
import { repo, type Stage, setStage } from './support.ts'

let stage: Stage
beforeEach(async () => {
  stage = await setStage()
})
afterEach(() => stage.close())

it('a default branch that is renamed stays the default, and open pull requests into it follow', async () => {
  const rest = stage.maintainer
  const { data: tip } = await rest.git.getRef({ ...repo, ref: 'heads/main' })
  const { data: before } = await rest.git.getCommit({ ...repo, commit_sha: tip.object.sha })
  const commit = { message: 'One', tree: before.tree.sha, parents: [tip.object.sha] }
  const { data: one } = await rest.git.createCommit({ ...repo, ...commit })
  await rest.git.createRef({ ...repo, ref: 'refs/heads/topic', sha: one.sha })
  const { data: pull } = await rest.pulls.create({ ...repo, title: 'One', head: 'topic', base: 'main' })
  await stage.github.admin.renameBranch({ owner: repo.owner, name: repo.repo }, 'main', 'trunk')
  expect((await rest.repos.get(repo)).data.default_branch).toBe('trunk')
  const { data: after } = await rest.pulls.get({ ...repo, pull_number: pull.number })
  expect([after.state, after.base.ref]).toEqual(['open', 'trunk'])
  const timeline = `query ($owner: String!, $repo: String!, $number: Int!) {
    repository(owner: $owner, name: $repo) { pullRequest(number: $number) { timelineItems(first: 9) { nodes {
      __typename ... on AutomaticBaseChangeSucceededEvent { oldBase newBase }
    } } } }
  }`
  expect(await rest.graphql(timeline, { ...repo, number: pull.number })).toMatchObject({
    repository: {
      pullRequest: {
        timelineItems: {
          nodes: [{ __typename: 'AutomaticBaseChangeSucceededEvent', oldBase: 'main', newBase: 'trunk' }],
        },
      },
    },
  })
  const branches = (await rest.repos.listBranches(repo)).data.map(({ name }) => name)
  expect(branches.sort()).toEqual(['topic', 'trunk'])
  await stage.github.webhooksDelivered()
  const heard = stage.hooks.received.filter(({ event }) => event === 'pull_request')
  expect(heard.at(-1)?.payload).toMatchObject({
    action: 'edited',
    changes: { base: { ref: { from: 'main' } } },
  })
})
