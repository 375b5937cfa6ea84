import { submittedPullRequestOf } from '../../../domain/candidate/competitor.ts'
import { lastChoice } from '../../../domain/issue/aftermath.ts'
import { hasAtLeast } from '../../../domain/issue/issue.ts'
import { REJECTED_LABEL, WINNER_LABEL } from '../../../domain/issue/labels.ts'
import type { Row } from '../../../domain/judgement/row.ts'
import type { Snapshot } from '../../../domain/run/snapshot.ts'
import type { Speculation } from '../../../domain/run/speculation.ts'
import type { Step, Verdict } from '../../../domain/run/step.ts'
import { labels, reopenSteps } from '../../apply/apply.ts'
import { viewOf } from '../../apply/comments.ts'
import { sendBack } from '../../apply/send-back.ts'
import { sayCandidate } from '../../apply/winner-text-steps.ts'
import { humanChoices } from '../../people/human-choices.ts'
import { type AnsweredCommand, answerCommands } from '../commands.ts'
import { LEAST } from '../hear.ts'
import { earlierCommands } from './earlier-commands.ts'

/**
 * What commands on the drafts of a run ask for that another one has followed: an answer, and of a candidate that is restored that it is open
 * again. Nothing else of that run is touched, and the scoreboard on the issue is the latest run's.
 */
export function answerEarlier(
  snapshot: Snapshot,
  speculation: Speculation,
  latest: Speculation,
): readonly Step[] {
  const { repository, now } = snapshot
  // Nothing can be written there.
  if (repository.isArchived) return []
  const { verdict, settledAt } = speculation
  const view = () => {
    if (!verdict) throw new Error(`${speculation.id} has no verdict`)
    return viewOf(snapshot, { speculation, ...verdict })
  }
  const answered = answerCommands(snapshot, speculation, { view, commands: earlierCommands(latest) })
  if (answered.length > 0) return answered.flatMap(withoutStrangers)
  if (settledAt || !verdict) return []
  const steps = restoring(snapshot, speculation, verdict)
  return steps.length > 0
    ? steps
    : [
        { do: 'settle', at: now },
        { do: 'archive', at: now },
      ]
}

/** Whoever may not give commands is kept in the log, and told nothing where nobody waits for anything any more. */
function withoutStrangers({ command, steps }: AnsweredCommand): readonly Step[] {
  return hasAtLeast(command.role, LEAST) ? steps : [{ do: 'record-command', command }]
}

/** It is a draft, and says so, whatever it was: of two runs the later one promotes. */
function restoring(snapshot: Snapshot, speculation: Speculation, verdict: Verdict): Step[] {
  const choices = humanChoices(snapshot.candidates, speculation, verdict)
  return verdict.scoreboard.rows.flatMap((row: Row): Step[] => {
    const facts = snapshot.candidates.find(({ candidate }) => candidate === row.candidate)
    const { pullRequest, branchHead } = facts ?? {}
    if (!pullRequest || lastChoice(choices, row.candidate)?.kind !== 'restored') return []
    const { number, state, labels: present } = pullRequest
    const unmarked = labels(number, present, { add: [], remove: [REJECTED_LABEL, WINNER_LABEL] })
    if (submittedPullRequestOf(speculation, row.candidate)) return unmarked
    if (state === 'closed') return reopenSteps(snapshot, { row, pullRequest, branchHead })
    return [
      ...unmarked,
      ...sendBack(pullRequest, 'another run has followed the one that it is of'),
      ...sayCandidate(snapshot, { row, pullRequest, speculation }),
    ]
  })
}
