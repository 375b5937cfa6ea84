import type { BusyRepository, Story } from './a-busy-repository.ts'

/** What a person does to a run, its issue or its drafts. */
export type Act = (run: Story, repository: BusyRepository) => unknown

export const closeIssue: Act = (run, { people }) =>
  people.maya.rest.issues.update({ ...run.at, state: 'closed' })

export const editIssue: Act = (run, { people }) =>
  people.maya.rest.issues.update({ ...run.at, title: 'Adds badly', body: 'Otherwise.' })

export const takeLabelOff: Act = (run, { people }) =>
  people.maya.rest.issues.removeLabel({ ...run.at, name: 'speculate' })

export const editScoreboard: Act = (run, { people, here }) =>
  people.owner.rest.issues.updateComment({ ...here, comment_id: run.scoreboard(), body: 'Nobody won.' })

export const deleteScoreboard: Act = (run, { people, here }) =>
  people.owner.rest.issues.deleteComment({ ...here, comment_id: run.scoreboard() })

export const close =
  (candidate: string): Act =>
  (run, { people }) =>
    people.maya.rest.pulls.update({ ...run.pull(candidate), state: 'closed' })

export const openAgain =
  (candidate: string): Act =>
  (run, { people }) =>
    people.maya.rest.pulls.update({ ...run.pull(candidate), state: 'open' })

export const rewrite =
  (candidate: string): Act =>
  (run, { people }) =>
    people.maya.rest.pulls.update({ ...run.pull(candidate), title: 'Add rightly', body: 'As agreed.' })

export const pushTo =
  (candidate: string): Act =>
  (run, { stage }) =>
    stage.push(run.draftOf(candidate).pull.head.ref, 'more.js', 'export const more = 1\n')

export const retarget =
  (candidate: string): Act =>
  async (run, { people, stage }) => {
    const base = `release-${run.number}`
    await stage.push(base, 'release.txt', '1\n')
    await people.maya.rest.pulls.update({ ...run.pull(candidate), base })
  }

export const deleteIssue: Act = async (run, { people: { owner } }) =>
  owner.graphql(
    'mutation ($issueId: ID!) { deleteIssue(input: { issueId: $issueId }) { clientMutationId } }',
    { issueId: (await owner.rest.issues.get(run.at)).data.node_id },
  )

/** To a repository of the same owner in which the App is not. */
export const transferIssue: Act = async (run, { people: { owner }, stage, here }) => {
  const other = { owner: here.owner, name: `other-${run.number}` }
  await stage.github.admin.createRepository({ ...other, source: { files: { 'README.md': '# Other\n' } } })
  const { data } = await owner.rest.repos.get({ owner: other.owner, repo: other.name })
  await owner.graphql(
    `mutation ($issueId: ID!, $repositoryId: ID!) {
      transferIssue(input: { issueId: $issueId, repositoryId: $repositoryId }) { issue { number } }
    }`,
    { issueId: (await owner.rest.issues.get(run.at)).data.node_id, repositoryId: data.node_id },
  )
}

/** Of a repository whose default branch is another one by now. */
export const deleteBase: Act = async (_, { people: { owner }, here, repository }) => {
  const { data } = await owner.rest.git.getRef({ ...here, ref: 'heads/main' })
  await owner.rest.git.createRef({ ...here, ref: 'refs/heads/trunk', sha: data.object.sha })
  repository().defaultBranch = 'trunk'
  await owner.rest.git.deleteRef({ ...here, ref: 'heads/main' })
}
