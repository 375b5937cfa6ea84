import { z } from 'zod'
import { Submission } from '../issue/command.ts'
import { CandidatePair } from '../proof/distinction.ts'
import { CandidateId } from './candidate.ts'

/** A commit whose tests are run on the others, and theirs on it; what it changes is measured from `base`. */
export const ProofSubject = z.strictObject({ candidate: CandidateId, base: z.string(), commit: z.string() })
export type ProofSubject = z.infer<typeof ProofSubject>

/** The two that a test is to tell apart, and everybody on whom it is run, the two among them. */
export const DistinctionSubjects = z.strictObject({ between: CandidatePair, all: z.array(ProofSubject) })
export type DistinctionSubjects = z.infer<typeof DistinctionSubjects>

/** What an attempt is to do, with all that this takes besides its candidate and its toolchain. */
export const Task = z.discriminatedUnion('kind', [
  /** Its toolchain writes a patch by the brief of its candidate. */
  z.strictObject({ kind: z.literal('patch') }),
  /** A pull request that somebody has entered, or what a bot has pushed to one, is read and measured; no agent runs. */
  Submission.extend({ kind: z.literal('read') }),
  /** Its toolchain, the reviewer, judges this commit of its candidate. */
  z.strictObject({ kind: z.literal('review'), commit: z.string() }),
  /** Its toolchain says whether the issue is worth several candidates; its candidate is none. */
  z.strictObject({ kind: z.literal('classify') }),
  /** Its toolchain, the planner, proposes strategies; its candidate is none. */
  z.strictObject({ kind: z.literal('plan') }),
  /** Their tests are run on each other and on the base; no agent runs, and its candidate is none. */
  z.strictObject({ kind: z.literal('prove'), commits: z.array(ProofSubject) }),
  /** Its toolchain writes a test on which two candidates differ; its candidate is none. */
  DistinctionSubjects.extend({ kind: z.literal('distinguish') }),
])
export type Task = z.infer<typeof Task>

export type TaskOf<Kind extends Task['kind']> = Extract<Task, { kind: Kind }>

/** What comes of each task, unless it fails: a kind of outcome. */
export const RESULT_OF = {
  patch: 'patch',
  read: 'patch',
  review: 'review',
  classify: 'opinion',
  plan: 'plan',
  prove: 'proof',
  distinguish: 'distinction',
} as const satisfies Record<Task['kind'], string>

/** The others are done by any worker. */
export function needsToolchain({ kind }: Task): boolean {
  return kind !== 'read' && kind !== 'prove'
}

/** A candidate is what it is about; what is done for all of them together, or before there are any, is nobody's. */
export function isOfCandidate(task: Task): task is TaskOf<'patch' | 'read' | 'review'> {
  return task.kind === 'patch' || task.kind === 'read' || task.kind === 'review'
}
