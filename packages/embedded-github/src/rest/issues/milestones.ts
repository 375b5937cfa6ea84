import { z } from 'zod'
import { invalid } from '../../api-error.ts'
import { created, page, parseBody, repositoryRoute } from '../../http/call.ts'
import type { Milestone } from '../../model.ts'
import { serializeMilestone } from '../../serializers/milestone.ts'
import { editLabels, readIssues } from '../needs.ts'

export const milestoneRoutes = [
  repositoryRoute('GET', '/milestones', readIssues, (call) => {
    const state = call.query.get('state') ?? 'open'
    const found = (call.repository.milestones ?? []).filter((one) => state === 'all' || one.state === state)
    return page(call, found, (one) => serializeMilestone(call.github, call.repository, one))
  }),
  repositoryRoute('POST', '/milestones', editLabels, (call) => {
    const { github, repository, actor } = call
    const { title, description, state } = parseBody(call, NewMilestone, 'Milestone')
    const known = repository.milestones ?? []
    if (known.some((one) => one.title === title))
      throw invalid({ resource: 'Milestone', code: 'already_exists', field: 'title' })
    const milestone: Milestone = {
      ...{ id: github.nextId(), number: known.length + 1, title, description: description ?? null, state },
      ...{ creator: actor.login, createdAt: github.now() },
    }
    repository.milestones = [...known, milestone]
    return created(serializeMilestone(github, repository, milestone))
  }),
]

const NewMilestone = z.object({
  title: z.string().min(1),
  description: z.string().nullish(),
  state: z.enum(['open', 'closed']).default('open'),
})
