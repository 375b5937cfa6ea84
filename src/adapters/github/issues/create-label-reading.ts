import type { ProbotOctokit } from 'probot'
import type { IssueFacts, LabelEvent } from '../../../domain/forge/forge-facts.ts'
import { hasLabel, isLabel, TRIGGER_LABEL } from '../../../domain/issue/labels.ts'
import { withoutUndefined } from '../../../domain/without-undefined.ts'
import type { FactsQuery } from '../../../ports/forge.ts'
import { ForgeError } from '../../../ports/forge-errors.ts'
import { rememberPages } from '../checks/remember-pages.ts'
import { type IssueNode, type LabelEvents, LabelEventsAnswer } from '../facts/facts-answer.ts'
import { labelEventsQuery } from '../facts/facts-query.ts'
import { actorType } from './actor-type.ts'
import { loginOf } from './login-of.ts'

export type LabelFacts = Pick<
  IssueFacts,
  'labelled' | 'unlabelledAt' | 'unlabelled' | 'titleAtLabel' | 'renamed'
>
type Event = LabelEvents['nodes'][number]

/** Far more than people do to the labels of one issue; a bot that does more is not read to its beginning. */
const MAX_PAGES = 20

export interface LabelReading {
  labelFactsOf(query: FactsQuery, issue: IssueNode): Promise<LabelFacts>
}

export function createLabelReading(octokit: ProbotOctokit): LabelReading {
  const remembered = rememberPages<LabelEvents>()
  return {
    labelFactsOf: (query, issue) =>
      readLabelEvents(
        (before) => remembered([issue.id, before], () => readPage(octokit, query, before)),
        query,
        issue,
      ),
  }
}

/**
 * When the trigger label was last added and removed, and what the issue was called then. Further pages are asked for only where the
 * label is on and the newest page does not say who added it, back to what a run has seen already.
 */
async function readLabelEvents(
  pageBefore: (before: string) => Promise<LabelEvents>,
  query: FactsQuery,
  issue: IssueNode,
): Promise<LabelFacts> {
  let page: LabelEvents = issue.timelineItems
  const events = [...page.nodes]
  for (let left = MAX_PAGES; left > 0 && hasLabel(namesOf(issue), TRIGGER_LABEL); left -= 1) {
    const { hasPreviousPage = false, startCursor = null } = page.pageInfo ?? {}
    if (events.some(isLabelled) || !hasPreviousPage || startCursor === null) break
    if (isBefore(events[0], query.labelSeen)) break
    page = await pageBefore(startCursor)
    events.unshift(...page.nodes)
  }
  return toLabelFacts(events)
}

function namesOf({ labels }: IssueNode): string[] {
  return labels.nodes.map(({ name }) => name)
}

function isBefore(event: Event | undefined, time: string | undefined): boolean {
  return event !== undefined && time !== undefined && Date.parse(event.createdAt) < Date.parse(time)
}

async function readPage(octokit: ProbotOctokit, { issue }: FactsQuery, before: string): Promise<LabelEvents> {
  const variables = { owner: issue.owner, name: issue.repo, issue: issue.number, before }
  const answer = LabelEventsAnswer.safeParse(await octokit.graphql(labelEventsQuery(), variables))
  if (!answer.success)
    throw new ForgeError('unavailable', `the label events of #${issue.number} cannot be read`)
  return answer.data.repository.issue.timelineItems
}

function toLabelFacts(events: readonly Event[]): LabelFacts {
  const place = events.findLastIndex(isLabelled)
  const event = events[place]
  const labelled = toLabelEvent(event)
  const off = events.findLast((one) => one.__typename === 'UnlabeledEvent' && isTrigger(one))
  // The first change after the label says what was there before all of them.
  const renamed = place < 0 ? undefined : events.slice(place).find(isRename)
  const renames = events
    .filter(isRename)
    .map(({ createdAt, previousTitle }) => ({ at: createdAt, from: previousTitle }))
  return {
    labelled,
    ...withoutUndefined({
      unlabelledAt: off?.createdAt,
      unlabelled: off && toLabelEvent(off),
      titleAtLabel: renamed?.previousTitle,
    }),
    ...(renames.length > 0 && { renamed: renames }),
  }
}

function toLabelEvent(event: Event | undefined): LabelEvent | undefined {
  const actor = loginOf(event?.actor ?? null)
  return event && actor !== undefined
    ? { actor, actorType: actorType(event.actor), at: event.createdAt }
    : undefined
}

/** Events of other kinds than were asked for do not count; older servers leave the kind out. */
function isLabelled(event: Event): boolean {
  return event.__typename === 'LabeledEvent' && isTrigger(event)
}

function isRename(event: Event): event is Event & { readonly previousTitle: string } {
  return event.__typename === 'RenamedTitleEvent' && typeof event.previousTitle === 'string'
}

function isTrigger({ label }: Event): boolean {
  return label != null && isLabel(label.name, TRIGGER_LABEL)
}
