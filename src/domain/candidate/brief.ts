import { z } from 'zod'
import { OpinionBox } from '../issue/checklist.ts'
import { AskedOpinion } from '../issue/opinion.ts'
import { CandidateId, ToolchainName } from './candidate.ts'

const Sentence = z.string().trim().min(1).max(2_000)

/** A3: what makes one candidate different from the others: a strategy and constraints of its own. */
export const Strategy = z.strictObject({
  id: CandidateId.describe('Name of the candidate, also in its branch'),
  strategy: Sentence.describe('What makes it different from the others'),
  constraints: z.array(Sentence).max(20).default([]).describe('What only this candidate must keep to'),
  toolchain: ToolchainName.optional().describe('The agent that writes it; otherwise the next in rank order'),
})
export type Strategy = z.infer<typeof Strategy>

/** B7: what kind of work competes; the words are those of test-driven development. */
export const TddStage = z.enum(['red', 'green', 'commit'])
export type TddStage = z.infer<typeof TddStage>

/** A strategy that has been given its toolchain and rank: the prompt contract of one candidate. */
export const Brief = z.strictObject({
  id: CandidateId,
  tag: z.string(),
  strategy: z.string(),
  constraints: z.array(z.string()),
  toolchain: ToolchainName,
})
export type Brief = z.infer<typeof Brief>

export const PlanSource = z.enum(['issue', 'repository', 'planner', 'defaults'])
export type PlanSource = z.infer<typeof PlanSource>

/** What all candidates share is `invariants`; they differ in their briefs only. */
const AgreedPlan = z.strictObject({
  source: PlanSource,
  /** Absent in plans from before there was a choice, which were all `green`. */
  stage: TddStage.optional(),
  briefs: z.array(Brief).min(1),
  /** A planner is asked first, and nothing else is started; `briefs` are what competes if it gives no answer. */
  proposing: z
    .strictObject({
      toolchain: ToolchainName,
      /** How many strategies it is asked for. */
      candidates: z.int().positive(),
      /** What its strategies are handed out to, in rank order. */
      among: z.array(ToolchainName).min(1),
    })
    .optional(),
  /** Whose strategies they are, and what they differ in: foreign text. */
  planner: z.strictObject({ toolchain: ToolchainName, dimension: z.string() }).optional(),
  invariants: z.array(z.string()),
  notes: z.array(z.string()),
  /** Settings that the account of the repository says for it, where any of them act; `file` is how it is named. */
  account: z.strictObject({ file: z.string(), keys: z.array(z.string()).min(1) }).optional(),
})

export const Plan = AgreedPlan.extend({
  /** A toolchain is asked first whether the issue is worth several candidates, and nothing else is started. */
  classifying: z
    .strictObject({
      toolchain: ToolchainName,
      /** What it is asked about. */
      boxes: z.array(OpinionBox).min(1),
      /** What competes if enough boxes are ticked then; absent where that changes nothing. */
      several: AgreedPlan.optional(),
    })
    .optional(),
  /** What came of that. */
  opinion: AskedOpinion.optional(),
})
export type Plan = z.infer<typeof Plan>

/** Whether somebody is asked before it is known what competes: until then nobody writes. */
export function isBeingPlanned({ classifying, proposing }: Plan): boolean {
  return classifying !== undefined || proposing !== undefined
}

/** How many compete at most, whatever those say who are still to be asked. */
export function mostCandidates({ classifying, proposing, briefs }: Plan): number {
  if (classifying?.several) return mostCandidates(classifying.several)
  return proposing?.candidates ?? briefs.length
}
