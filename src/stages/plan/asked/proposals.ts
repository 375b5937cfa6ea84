import { Strategy } from '../../../domain/candidate/brief.ts'
import { isReservedId } from '../../../domain/candidate/candidate.ts'
import { MAX_SIMILARITY, type Proposal, type Proposals } from '../../../domain/candidate/proposals.ts'
import { oneLine } from '../../../messages/foreign/foreign-text.ts'
import { sanitizeIssueText } from '../../../messages/foreign/sanitize-issue-text.ts'

const MAX_DIMENSION = 80
const MAX_VALUE = 200

export interface AcceptedProposals {
  /** The dimension in which all strategies differ; foreign text. */
  readonly dimension: string
  /** As many as were asked for at most, in the planner's order; each has ids, lengths and texts as a person's would. */
  readonly strategies: readonly Strategy[]
  /** In the planner's order; `why` is a clause of ours. `id` is foreign text. */
  readonly refused: readonly { readonly id: string; readonly why: string }[]
}

/**
 * What of a planner's proposals may compete (A3): strategies that differ in one named dimension, each in a value of its own and in more
 * than words. They are judged in the planner's order, each against those accepted before it, so that the same answer always gives
 * the same plan. A toolchain, a check or a path cannot be proposed at all.
 */
export function acceptProposals(given: Proposals, most: number): AcceptedProposals {
  const dimension = clean(given.dimension)
  const accepted: AcceptedStrategy[] = []
  const refused: { id: string; why: string }[] = []
  for (const proposal of given.strategies) {
    const judged = dimensionFault(dimension) ?? judge(proposal, accepted, most)
    if (typeof judged === 'string') refused.push({ id: proposal.id, why: judged })
    else accepted.push(judged)
  }
  return { dimension, strategies: accepted.map(({ strategy }) => strategy), refused }
}

/** Jaccard's index of the two sets of words: what they share, as a part of what either has; 1 for the same words in any order. */
export function similarity(left: Strategy, right: Strategy): number {
  const [one, other] = [wordsOf(left), wordsOf(right)]
  const shared = one.intersection(other).size
  const all = one.size + other.size - shared
  return all === 0 ? 1 : shared / all
}

interface AcceptedStrategy {
  readonly strategy: Strategy
  /** Normalised. */
  readonly value: string
}

function dimensionFault(dimension: string): string | undefined {
  if (normal(dimension) === '') return 'nothing says what the strategies differ in'
  return dimension.length > MAX_DIMENSION
    ? `what the strategies differ in takes more than ${MAX_DIMENSION} characters to say`
    : undefined
}

/** The strategy as it competes, or the first reason why it does not. */
function judge(
  proposal: Proposal,
  accepted: readonly AcceptedStrategy[],
  most: number,
): AcceptedStrategy | string {
  const strategy = asStrategy(proposal)
  if (typeof strategy === 'string') return strategy
  if (isReservedId(strategy.id)) return 'its id is reserved'
  if (accepted.some((one) => one.strategy.id === strategy.id)) return 'its id is taken'
  const value = normal(clean(proposal.value))
  if (value === '') return 'it does not say where it stands in what they differ in'
  if (value.length > MAX_VALUE) return `its value has more than ${MAX_VALUE} characters`
  const same = accepted.find((one) => one.value === value)
  if (same) return `it differs from \`${same.strategy.id}\` in nothing that was named`
  const near = accepted.find((one) => similarity(one.strategy, strategy) > MAX_SIMILARITY)
  if (near) return `it is \`${near.strategy.id}\` in nearly the same words`
  return accepted.length < most ? { strategy, value } : 'enough were accepted before it'
}

function asStrategy({ id, strategy, constraints }: Proposal): Strategy | string {
  const parsed = Strategy.safeParse({
    id,
    strategy: clean(strategy),
    // A constraint of nothing but hidden text constrains nobody.
    constraints: constraints.map(clean).filter((constraint) => constraint !== ''),
  })
  if (parsed.success) return parsed.data
  const [field] = parsed.error.issues[0]?.path ?? []
  return FAULTS[String(field)] ?? 'it is not a strategy'
}

const FAULTS: Readonly<Record<string, string>> = {
  id: 'its id is not valid: it takes lower-case letters, digits and "-", at most 40 characters',
  strategy: 'its strategy is empty or has more than 2,000 characters',
  constraints: 'it has more than 20 constraints, or one of more than 2,000 characters',
}

/** The planner has read untrusted text and may repeat it: what agents are given is what a person sees of it. */
function clean(text: string): string {
  return oneLine(sanitizeIssueText(text))
}

function wordsOf({ strategy, constraints }: Strategy): Set<string> {
  return new Set([strategy, ...constraints].flatMap((text) => normal(text).split(' ')).filter(Boolean))
}

/** Letters and digits alone, in lower case, with single spaces. */
function normal(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
