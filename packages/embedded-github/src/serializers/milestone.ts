import type { GitHub } from '../github.ts'
import { nodeId } from '../ids.ts'
import type { Milestone, Repository } from '../model.ts'
import { repositoryApi, repositoryPage } from './repository.ts'
import { type Schemas, serializeUser } from './user.ts'

export function serializeMilestone(
  github: GitHub,
  repository: Repository,
  milestone: Milestone,
): Schemas['milestone'] {
  const { id, number, title, description, state, creator, createdAt } = milestone
  const url = `${repositoryApi(github, repository)}/milestones/${number}`
  const issues = repository.issues.filter((issue) => issue.milestone === number)
  const open = issues.filter((issue) => issue.state === 'open').length
  return {
    ...{ id, number, title, description, state },
    node_id: nodeId('Milestone', id),
    url,
    html_url: `${repositoryPage(github, repository)}/milestone/${number}`,
    labels_url: `${url}/labels`,
    creator: serializeUser(github, creator),
    open_issues: open,
    closed_issues: issues.length - open,
    created_at: createdAt,
    updated_at: createdAt,
    closed_at: state === 'closed' ? createdAt : null,
    due_on: null,
  }
}
