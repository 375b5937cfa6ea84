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
