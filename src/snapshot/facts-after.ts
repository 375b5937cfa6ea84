import type { ForgeFacts } from '../domain/forge/forge-facts.ts'
import type { Snapshot } from '../domain/run/snapshot.ts'
import type { Speculation } from '../domain/run/speculation.ts'
import type { Step } from '../domain/run/step.ts'
import { withoutUndefined } from '../domain/without-undefined.ts'
import { askedCandidates } from './asked-candidates.ts'

/** What only the store remembers, and comments of ours, whose ids and texts it remembers too. */
const KEEP: readonly Step['do'][] = [
  'append-audit',
  'append-traces',
  'archive',
  'end-attempt',
  'react',
  'ensure-comment',
  'record-choice',
  'record-ci',
  'record-revert',
  'record-revocation',
  'record-verdict',
  'settle',
  'start-attempt',
]

type CheckRunStep = Extract<Step, { do: 'ensure-check-runs' }>
type LabelStep = Extract<Step, { do: 'ensure-labels' }>

/** What the forge would show once these steps are done; undefined where it has to be asked again. */
export function factsAfter(snapshot: Snapshot, steps: readonly Step[]): ForgeFacts | undefined {
  let after: ForgeFacts = snapshot
  for (const step of steps) {
    if (step.do === 'start-speculation') after = withCandidates(after, step.speculation)
    else if (step.do === 'ensure-labels' && isCertain(step, snapshot)) after = withLabels(after, step)
    else if (step.do === 'ensure-check-runs') after = withCheckRuns(after, step)
    else if (!KEEP.includes(step.do)) return undefined
  }
  return after
}

/** Labels of the issue also say who asks for what since when, and no run is settled on what nobody has seen. */
function isCertain({ on }: LabelStep, { issue, speculation }: Snapshot): boolean {
  return on !== issue.ref.number && speculation !== undefined && speculation.verdict === undefined
}

/** Nobody has written yet. What the base's own checks say is not looked at before there are drafts. */
function withCandidates(facts: ForgeFacts, speculation: Speculation): ForgeFacts {
  const nothing = { branchHead: undefined, pullRequest: undefined }
  const candidates = askedCandidates(speculation).map(({ candidate, branch }) => ({
    ...{ candidate, branch },
    ...nothing,
  }))
  return { ...facts, candidates }
}

function withCheckRuns(facts: ForgeFacts, { checkRuns }: CheckRunStep): ForgeFacts {
  const candidates = facts.candidates.map((one) => {
    const written = checkRuns.find(({ candidate }) => candidate === one.candidate)
    if (!written || !one.pullRequest) return one
    const { key, existing, conclusion } = written
    const ownCheck = { key, isCompleted: conclusion !== undefined, ...withoutUndefined({ id: existing?.id }) }
    return { ...one, pullRequest: { ...one.pullRequest, ownCheck } }
  })
  return { ...facts, candidates }
}

function withLabels(facts: ForgeFacts, { on, add, remove }: LabelStep): ForgeFacts {
  const gone = [...remove, ...add].map((label) => label.toLowerCase())
  const changed = (labels: readonly string[]) => [
    ...labels.filter((label) => !gone.includes(label.toLowerCase())),
    ...add,
  ]
  const candidates = facts.candidates.map((one) => {
    const { pullRequest } = one
    if (pullRequest?.number !== on) return one
    return { ...one, pullRequest: { ...pullRequest, labels: changed(pullRequest.labels) } }
  })
  return { ...facts, candidates }
}
