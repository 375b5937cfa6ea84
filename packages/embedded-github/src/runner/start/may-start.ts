import type { BareRepository } from '../../git/bare-repository.ts'
import { type PullRequestActivity, USUAL_ACTIVITIES } from '../../runner-host.ts'
import { parseWorkflow } from '../workflow/parse-workflow.ts'
import { workflowsAt } from './read-push-workflows.ts'

/** Whether an activity can start anything at all: a merge is prepared only where a workflow lists it. */
export async function mayStart(
  bare: BareRepository,
  { repository, pullRequest, action }: PullRequestActivity,
): Promise<boolean> {
  if (USUAL_ACTIVITIES.some((one) => one === action)) return true
  const { base, head } = pullRequest.pull
  const tip = (await bare.resolve(`refs/heads/${base.ref}`)) ?? base.sha
  const own = await Promise.all([tip, head.sha].map((commit) => workflowsAt(bare, commit)))
  const required = repository.rulesets.flatMap(({ workflows }) =>
    workflows.map(({ path, content }) => parseWorkflow(path, content)),
  )
  return [...own.flat(), ...required].some(({ on }) => on?.types.includes(action))
}
