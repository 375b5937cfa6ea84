import { z } from 'zod'
import { ToolchainName } from '../candidate/candidate.ts'
import {
  type Box,
  type BoxEvidence,
  type Checklist,
  type Classification,
  OPINION_BOXES,
  type OpinionBox,
  routeOf,
} from './checklist.ts'

/** Of one box: yes or no, and why, with files that show it. What is much too long is no answer, and costs no other box. */
const OpinionAnswer = z
  .object({ yes: z.boolean(), why: z.string(), files: z.array(z.string()).default([]) })
  .transform((answer) => (isBounded(answer) ? answer : undefined))

function isBounded({ why, files }: { readonly why: string; readonly files: readonly string[] }): boolean {
  return why.length <= 2_000 && files.length <= 50 && files.every((file) => file.length <= 400)
}

/** What a toolchain leaves that is asked about boxes. Foreign text, bounded and nothing more: the stage says what of it counts. */
export const Opinion = z.object({
  strategies: OpinionAnswer.optional(),
  bounded: OpinionAnswer.optional(),
  verifier: OpinionAnswer.optional(),
} satisfies Record<OpinionBox, z.ZodType>)
export type Opinion = z.infer<typeof Opinion>

/** What came of asking; `why` is a phrase that follows the name of the toolchain. */
export const AskedOpinion = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('given'),
    toolchain: ToolchainName,
    /** Who has answered for it, by the provider's names. Foreign text. */
    models: z.array(z.string()).optional(),
    answers: Opinion,
  }),
  z.strictObject({ kind: z.literal('none'), toolchain: ToolchainName, why: z.string() }),
])
export type AskedOpinion = z.infer<typeof AskedOpinion>

/** What rules say of a box for which nothing speaks, and against which nobody has said anything. */
const NOTHING_SAID: readonly BoxEvidence['kind'][] = [
  'one-way',
  'nothing-named',
  'history-unknown',
  'quiet-history',
]

/** Whether an opinion on it counts: facts, and what people have said, go before any. */
export function isOpen(box: Box): box is Box & { readonly box: OpinionBox } {
  const isOfMeaning = OPINION_BOXES.some((one) => one === box.box)
  return isOfMeaning && !box.ticked && box.evidence.every(({ kind }) => NOTHING_SAID.includes(kind))
}

/** What the rules have come to, with what a toolchain says of the boxes that they leave open. */
export function withOpinion(
  { checklist, isFollowed }: Classification,
  opinion: AskedOpinion | undefined,
): Classification {
  const boxes = checklist.boxes.map((box) => opinedBox(box, opinion))
  const weighed: Checklist = { ...checklist, boxes }
  const route = routeOf(weighed)
  return { checklist: weighed, route, isFollowed: isFollowed || route === 'speculate' }
}

function opinedBox(box: Box, opinion: AskedOpinion | undefined): Box {
  if (opinion?.kind !== 'given' || !isOpen(box)) return box
  const { toolchain, models = [], answers } = opinion
  const answer = answers[box.box]
  if (!answer) return box
  const said = { kind: 'opinion', toolchain, models, ...answer } as const
  return { ...box, ticked: answer.yes, evidence: [...box.evidence, said] }
}
