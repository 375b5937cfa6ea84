import { mostCandidates } from '../../domain/candidate/brief.ts'
import type { Checklist, Classification } from '../../domain/issue/checklist.ts'
import { titleAsked } from '../../domain/issue/trigger.ts'
import type { BeginningFacts, Snapshot } from '../../domain/run/snapshot.ts'
import { whySingle } from '../../messages/checklist/checklist-lines.ts'
import { classify } from '../checklist/classify.ts'
import { type Asking, follow } from '../checklist/follow.ts'
import { opinionAsked } from './asked/opinion-asked.ts'
import { type PlanInput, type PlanResult, plan } from './plan.ts'
import { priorOf } from './prior.ts'

interface Classified {
  readonly snapshot: Pick<Snapshot, 'issue' | 'now'>
  readonly beginning: Pick<BeginningFacts, 'request' | 'paths' | 'history' | 'assignees' | 'learned'>
  readonly asking: Asking
}

type Planned = Extract<PlanResult, { kind: 'planned' }>

type ClassifiedPlan =
  | (Planned & { readonly classification?: Classification })
  | Extract<PlanResult, { kind: 'refuse' }>

/** A1: what would compete, and whether the issue is worth that: one candidate may be enough, or people decide first. */
export function planClassified(asked: PlanInput, classified: Classified): ClassifiedPlan {
  const prior = priorOf(asked.settings, classified.beginning.learned)
  const input = { ...asked, prior }
  const planned = withPrior(plan(input), input)
  if (planned.kind === 'refuse') return planned
  const classification = classificationOf(input, planned, classified)
  if (!classification) return planned
  const { checklist, route, isFollowed } = classification
  if (isFollowed && route === 'design-first' && checklist.work.kind === 'design')
    return { kind: 'refuse', refusal: { kind: 'design-first', work: checklist.work } }
  const ruled = isFollowed && route === 'single' ? planSingle(input, checklist) : planned
  if (ruled.kind === 'refuse') return ruled
  const { asking } = classified
  const opinion = opinionAsked(input, { classification, asking, several: planned.plan })
  return 'kind' in opinion ? opinion : { ...ruled, plan: { ...ruled.plan, ...opinion }, classification }
}

function planSingle(input: PlanInput, checklist: Checklist): PlanResult {
  const options = { ...input.options, candidates: 1 }
  return plan({ ...input, options, single: whySingle(checklist) })
}

/** Says what earlier runs have changed; whoever says how many there are to be is obeyed. */
function withPrior(planned: PlanResult, input: PlanInput): PlanResult {
  const { prior, options } = input
  if (planned.kind === 'refuse' || !prior || planned.plan.source !== 'defaults') return planned
  // A planner that is asked proposes strategies of its own.
  if (planned.plan.proposing) return planned
  if (prior.isOneEnough && options?.candidates === undefined)
    return plan({ ...input, options: { ...options, candidates: 1 }, single: prior.note })
  return { ...planned, plan: { ...planned.plan, notes: [...planned.plan.notes, prior.note] } }
}

/** Undefined where nothing was read of the base. */
function classificationOf(
  { settings, block }: PlanInput,
  { plan, checks }: Planned,
  { snapshot: { issue, now }, beginning, asking }: Classified,
): Classification | undefined {
  const { request, paths, history, assignees = [] } = beginning
  if (!paths) return undefined
  const candidates = mostCandidates(plan)
  const asked = { ...issue, title: titleAsked(issue, request) }
  const facts = { issue: asked, assignees, block, settings, checks, paths, history }
  return follow(classify({ ...facts, candidates, now }), asking, settings)
}
