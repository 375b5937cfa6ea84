import { z } from 'zod'
import { TddStage } from '../candidate/brief.ts'
import { MAX_CANDIDATES, ToolchainName } from '../candidate/candidate.ts'
import type { CommandComment, IssueFacts, LabelEvent } from '../forge/forge-facts.ts'
import { SaidRisk } from './checklist.ts'
import { Role } from './issue.ts'
import { PathPlace } from './issue-graph.ts'

/** What whoever starts a run by a command may ask for; what is absent is as the issue and the repository say. */
const RunOptions = z.strictObject({
  candidates: z.int().min(1).max(MAX_CANDIDATES).optional(),
  /** Writes all candidates. */
  toolchain: ToolchainName.optional(),
  stage: TddStage.optional(),
  /** US dollars of all attempts of the run. */
  usd: z.number().positive().optional(),
})
export type RunOptions = z.infer<typeof RunOptions>

const Asker = z.strictObject({
  actor: z.string(),
  /** The real permission of the actor. */
  role: Role,
})

/** What has started a run: who, and when by the forge's clock. */
export const Trigger = z.union([
  /** The label was put on. The kind is absent in runs from before there were others. */
  Asker.extend({ kind: z.literal('label').optional(), labelledAt: z.string() }),
  /** A comment on the issue, by its id; `line` is its first line, cut: foreign text. */
  Asker.extend({
    kind: z.literal('command'),
    at: z.string(),
    comment: z.int().positive(),
    line: z.string(),
    options: RunOptions,
  }),
  /** The issue itself says so; `actor` has written it. */
  Asker.extend({ kind: z.literal('text'), at: z.string(), where: z.enum(['block', 'form']) }),
  /** Nobody has asked; `actor` has written the issue. */
  Asker.extend({
    kind: z.literal('critical-path'),
    at: z.string(),
    risk: SaidRisk,
    place: PathPlace,
  }),
  Asker.extend({ kind: z.literal('forced'), at: z.string() }),
])
export type Trigger = z.infer<typeof Trigger>

/** When the run was asked for: what was written before belongs to no part of it. */
export function askedAt(trigger: Trigger): string {
  return 'labelledAt' in trigger ? trigger.labelledAt : trigger.at
}

/** What asks for a run, before it is known whether it may. */
export type RunRequest =
  /** Undefined where the timeline does not say who has put the label on. */
  | { readonly kind: 'label'; readonly by: LabelEvent | undefined }
  | { readonly kind: 'command'; readonly comment: CommandComment; readonly options: RunOptions }
  /** `by` has written the issue, or changed it last. */
  | { readonly kind: 'text'; readonly by: LabelEvent; readonly where: 'block' | 'form' }
  | {
      readonly kind: 'critical-path'
      readonly by: LabelEvent
      readonly risk: SaidRisk
      readonly place: Extract<PathPlace, { kind: 'on' }>
    }
  | { readonly kind: 'forced'; readonly by: LabelEvent }

/** Whether no person has asked for it: then it follows the checklist, and is told of only where there is something to decide. */
export function isUnasked({ kind }: { readonly kind?: Trigger['kind'] | undefined }): boolean {
  return kind === 'critical-path' || kind === 'forced'
}

/** Who asks, and when; undefined where it is not known. */
export function askerOf(request: RunRequest): LabelEvent | undefined {
  if (request.kind !== 'command') return request.by
  const { author, authorType, at } = request.comment
  return author === undefined ? undefined : { actor: author, actorType: authorType, at }
}

export function optionsOf(request: RunRequest): RunOptions {
  return request.kind === 'command' ? request.options : {}
}

/** The title as it stood when the run was asked for (T5). Times are whole seconds: what was changed in the same one came after it. */
export function titleAsked(issue: IssueFacts, request: RunRequest | undefined): string {
  if (request?.kind !== 'command') return issue.titleAtLabel ?? issue.title
  const since = Date.parse(request.comment.at)
  return issue.renamed?.find(({ at }) => Date.parse(at) >= since)?.from ?? issue.title
}

/** Taking the label off ends what putting it on has begun, and nothing else. */
export function isByLabel(trigger: Trigger): boolean {
  return trigger.kind === undefined || trigger.kind === 'label'
}
