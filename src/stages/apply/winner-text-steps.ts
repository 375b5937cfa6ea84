import { latestWritten } from '../../domain/candidate/latest-attempt.ts'
import type { PullRequestFacts } from '../../domain/forge/forge-facts.ts'
import type { Row } from '../../domain/judgement/row.ts'
import type { Snapshot } from '../../domain/run/snapshot.ts'
import type { Speculation } from '../../domain/run/speculation.ts'
import type { Step } from '../../domain/run/step.ts'
import { changeSubject } from '../../messages/pull-request/change-subject.ts'
import { candidateTitle } from '../../messages/pull-request/pull-request.ts'
import { asCandidate, asWinner } from '../../messages/pull-request/winner-text.ts'

interface About {
  readonly row: Row
  readonly pullRequest: PullRequestFacts
  readonly speculation: Speculation
}

/** What the winner changes, and that it closes the issue, are said by it alone. A title that a person gave it stays. */
export function sayWinner({ attempts }: Pick<Snapshot, 'attempts'>, about: About): Step[] {
  const { speculation, pullRequest } = about
  const names = titles(attempts, about)
  const title = names && pullRequest.title === names.before ? names.after : undefined
  const body =
    pullRequest.body === undefined ? undefined : asWinner(pullRequest.body, speculation.issue.number)
  return textStep(pullRequest, { title, body })
}

/** A winner that was taken back is described like any other candidate again. */
export function sayCandidate({ attempts }: Pick<Snapshot, 'attempts'>, about: About): Step[] {
  const { speculation, pullRequest } = about
  const names = titles(attempts, about)
  const title = names && pullRequest.title === names.after ? names.before : undefined
  const body =
    pullRequest.body === undefined ? undefined : asCandidate(pullRequest.body, speculation.issue.number)
  return textStep(pullRequest, { title, body })
}

function titles(attempts: Snapshot['attempts'], { row, speculation }: About) {
  const brief = speculation.plan.briefs.find(({ id }) => id === row.candidate)
  const outcome = latestWritten(attempts, row.candidate)?.outcome
  if (!brief || outcome?.kind !== 'patch') return undefined
  const { patch, report } = outcome
  const after = changeSubject(speculation, { rationale: report.rationale, patch })
  return { before: candidateTitle(speculation, brief), after }
}

function textStep(
  { number, nodeId, title: now, body: shown }: PullRequestFacts,
  { title, body }: { title: string | undefined; body: string | undefined },
): Step[] {
  const wanted = {
    ...(title !== undefined && title !== now && { title }),
    ...(body !== undefined && body.trim() !== shown?.trim() && { body }),
  }
  return Object.keys(wanted).length === 0
    ? []
    : [{ do: 'ensure-text', pullRequest: { number, nodeId }, ...wanted }]
}
