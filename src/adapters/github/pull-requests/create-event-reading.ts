import type { ProbotOctokit } from 'probot'
import { ForgeError } from '../../../ports/forge-errors.ts'
import { rememberPages } from '../checks/remember-pages.ts'
import {
  type PullRequestEvents,
  PullRequestEventsAnswer,
  type PullRequestNode,
} from '../facts/facts-answer.ts'
import { pullRequestEventsQuery } from '../facts/facts-query.ts'

type Events = Pick<PullRequestNode, 'id' | 'timelineItems'>

export interface EventReading {
  /** All that happened to the pull request, oldest first. Where that is more than is read, `hasOlder` says so. */
  eventsOf(node: Events): Promise<{ nodes: PullRequestEvents['nodes']; hasOlder: boolean }>
}

/** More than a thousand times closed and reopened is not read to its beginning. */
const MAX_PAGES = 10

export function createEventReading(octokit: ProbotOctokit): EventReading {
  const remembered = rememberPages<PullRequestEvents>()
  return {
    async eventsOf({ id, timelineItems }) {
      let page = timelineItems
      const nodes = [...page.nodes]
      for (let left = MAX_PAGES; left > 0; left -= 1) {
        const before = page.pageInfo?.hasPreviousPage ? page.pageInfo.startCursor : null
        if (before === null) return { nodes, hasOlder: false }
        page = await remembered([id, before], () => readPage(octokit, id, before))
        nodes.unshift(...page.nodes)
      }
      return { nodes, hasOlder: page.pageInfo?.hasPreviousPage === true }
    },
  }
}

async function readPage(octokit: ProbotOctokit, id: string, before: string): Promise<PullRequestEvents> {
  const answer = PullRequestEventsAnswer.safeParse(
    await octokit.graphql(pullRequestEventsQuery(), { id, before }),
  )
  if (!answer.success) throw new ForgeError('unavailable', 'what happened to a pull request cannot be read')
  return answer.data.node.timelineItems
}
