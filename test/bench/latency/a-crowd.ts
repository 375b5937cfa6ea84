import { Octokit } from '@octokit/rest'
import { TRIGGER_LABEL } from '../../../src/domain/issue/labels.ts'
import type { EmbeddedStage } from '../../contracts/embedded-stage.ts'

/** Opening, labelling and judging so many runs in one minute stays below what GitHub allows one person. */
const RUNS_OF_ONE = 25

export interface Person {
  openIssue(title: string): Promise<number>
  label(issue: number): Promise<void>
  succeed(commit: string): Promise<void>
}

/** Enough people to do all of it at once. */
export async function aCrowd(
  { github, repository }: EmbeddedStage,
  runs: number,
): Promise<readonly Person[]> {
  const count = Math.ceil(runs / RUNS_OF_ONE)
  return Promise.all(
    Array.from({ length: count }, async (_, n) => {
      const { token } = await github.admin.createUser(`maintainer-${n}`)
      const name = { owner: repository.owner, name: repository.repo }
      await github.admin.setCollaborator(name, `maintainer-${n}`, 'write')
      return aPerson(new Octokit({ auth: token, baseUrl: github.apiUrl }).rest, repository)
    }),
  )
}

function aPerson({ issues, repos }: Octokit['rest'], where: EmbeddedStage['repository']): Person {
  return {
    openIssue: async (title) => (await issues.create({ ...where, title, body: 'Do.' })).data.number,
    label: async (issue_number) => {
      await issues.addLabels({ ...where, issue_number, labels: [TRIGGER_LABEL] })
    },
    succeed: async (sha) => {
      await repos.createCommitStatus({ ...where, sha, context: 'unit', state: 'success' })
    },
  }
}
