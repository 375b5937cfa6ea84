import { z } from 'zod'
import { ToolchainName } from '../candidate/candidate.ts'
import { HardFail } from '../checks/contract.ts'
import { RiskLevel } from '../checks/evidence.ts'

/** Where something was read that says what kind of work an issue is; `text` is foreign. */
export const Sign = z.strictObject({ where: z.enum(['label', 'field', 'title', 'file']), text: z.string() })
export type Sign = z.infer<typeof Sign>

/** How risky people have said that it is, and where. */
export const SaidRisk = z.strictObject({ level: RiskLevel, sign: Sign })
export type SaidRisk = z.infer<typeof SaidRisk>

/**
 * What kind of work it is. `mechanical`: a typo, a rename, a new version. `design`: a migration or the architecture, which people
 * decide first.
 */
export const WorkKind = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ordinary') }),
  z.strictObject({ kind: z.literal('mechanical'), sign: Sign }),
  z.strictObject({ kind: z.literal('design'), of: z.enum(['migration', 'architecture']), sign: Sign }),
])
export type WorkKind = z.infer<typeof WorkKind>

/** The questions of the seed, in its order. */
export const BOXES = ['strategies', 'bounded', 'verifier', 'hard-fail', 'explainable', 'losers'] as const

/** Those that are a matter of meaning: rules find words, paths and numbers for them, and whoever reads issue and code may see more. */
export const OPINION_BOXES = [
  'strategies',
  'bounded',
  'verifier',
] as const satisfies readonly (typeof BOXES)[number][]
export const OpinionBox = z.enum(OPINION_BOXES)
export type OpinionBox = z.infer<typeof OpinionBox>

const Names = z.array(z.string()).min(1).max(10)

/** Why a box is ticked or not; all texts in it are foreign. */
export const BoxEvidence = z.discriminatedUnion('kind', [
  /** Two strategies or more, written out to be tried. */
  z.strictObject({ kind: z.literal('strategies-given'), by: z.enum(['issue', 'repository']), ids: Names }),
  /** The text of the issue names ways to solve it. */
  z.strictObject({ kind: z.literal('ways-named'), ways: Names }),
  /** Problems of this kind have several valid directions. */
  z.strictObject({ kind: z.literal('many-directions'), problem: z.string(), sign: Sign }),
  z.strictObject({ kind: z.literal('one-way') }),
  /** Files of the base that the issue names, and how many there are. */
  z.strictObject({ kind: z.literal('files-named'), files: Names, count: z.int(), folders: z.int() }),
  /** A folder of the base that the issue names, and how many files it holds. */
  z.strictObject({ kind: z.literal('folder-named'), folder: z.string(), count: z.int() }),
  z.strictObject({ kind: z.literal('area-said'), sign: Sign }),
  z.strictObject({ kind: z.literal('size-said'), sign: Sign }),
  z.strictObject({ kind: z.literal('nothing-named') }),
  /** Of the last changes to these files, or to all: how many were taken back. */
  z.strictObject({ kind: z.literal('reverted'), reverts: z.int(), commits: z.int() }),
  /** Changes in the last ninety days. */
  z.strictObject({ kind: z.literal('changed-often'), commits: z.int(), days: z.int() }),
  /** Medians and sums, in minutes; `checks` is what the checks of the base took, absent where that is not known. */
  z.strictObject({
    kind: z.literal('time-in-review'),
    minutes: z.number(),
    changes: z.int(),
    checks: z.number().optional(),
  }),
  z.strictObject({ kind: z.literal('history-unknown') }),
  z.strictObject({ kind: z.literal('quiet-history'), commits: z.int() }),
  z.strictObject({
    kind: z.literal('hard-fail-checks'),
    checks: z
      .array(z.strictObject({ name: z.string(), category: HardFail }))
      .min(1)
      .max(10),
  }),
  z.strictObject({ kind: z.literal('no-hard-fail') }),
  z.strictObject({
    kind: z.literal('can-be-asked'),
    who: z.enum(['reviewers', 'assignees', 'code-owners']),
    names: Names,
  }),
  z.strictObject({ kind: z.literal('nobody-named') }),
  z.strictObject({ kind: z.literal('losers-go'), days: z.number() }),
  z.strictObject({ kind: z.literal('losers-stay'), days: z.number() }),
  /** Of a toolchain, and of no rule; `files` are some of the base. */
  z.strictObject({
    kind: z.literal('opinion'),
    toolchain: ToolchainName,
    models: z.array(z.string()),
    yes: z.boolean(),
    why: z.string(),
    files: z.array(z.string()),
  }),
])
export type BoxEvidence = z.infer<typeof BoxEvidence>

export const Box = z.strictObject({
  box: z.enum(BOXES),
  ticked: z.boolean(),
  evidence: z.array(BoxEvidence).min(1).max(5),
})
export type Box = z.infer<typeof Box>
export type BoxName = Box['box']

/** A1: what is known of an issue before anything is spent on it. */
export const Checklist = z.strictObject({ work: WorkKind, boxes: z.array(Box).length(BOXES.length) })
export type Checklist = z.infer<typeof Checklist>

/** What a checklist comes to: as many candidates as usual, one, or none before people have decided. */
export const Route = z.enum(['speculate', 'single', 'design-first'])
export type Route = z.infer<typeof Route>

/** What a run began with; `isFollowed` says whether it does what the checklist comes to. */
export const Classification = z.strictObject({ checklist: Checklist, route: Route, isFollowed: z.boolean() })
export type Classification = z.infer<typeof Classification>

/** "If only one of those boxes is checked, I would skip speculation": so many are needed. */
export const ENOUGH_BOXES = 2

export function routeOf({ work, boxes }: Checklist): Route {
  if (work.kind === 'design') return 'design-first'
  return work.kind === 'mechanical' || tickedOf(boxes).length < ENOUGH_BOXES ? 'single' : 'speculate'
}

export function tickedOf(boxes: readonly Box[]): readonly Box[] {
  return boxes.filter(({ ticked }) => ticked)
}

/** One change of the base's history, newest first in every list. */
export interface PastChange {
  readonly subject: string
  /** ISO-8601. */
  readonly at: string
  /** From the opening of its pull request to its merge; absent where it had none. */
  readonly reviewMinutes?: number | undefined
}

/** What the base's history says of the files that an issue names, or of all where it names none. */
export interface AreaHistory {
  readonly changes: readonly PastChange[]
  /** How long the checks of the base's head took, from the first start to the last end. */
  readonly checkMinutes?: number | undefined
}
