import type { Patch } from '../../../domain/candidate/patch.ts'
import type { Reach } from '../../../domain/checks/reach.ts'
import type { Measures } from '../../../domain/judgement/measures.ts'
import type { PatchContents } from '../../../ports/analysis.ts'

/** What the server and a process that measures a patch say to each other. */
export interface MeasureWork {
  readonly patch: Patch
  readonly reach: Reach | undefined
  readonly allowedValues: readonly string[] | undefined
  /** Which questions about the contents have an answer. */
  readonly can: Readonly<Record<'hadFolder' | 'naming', boolean>>
}

/** What the process may ask: of the contents of the patch, and whether a text holds a secret, which it never gets to see itself. */
export type Asked = keyof PatchContents | 'isHeldIn'

export type Fact =
  | { readonly kind: 'told'; readonly id: number; readonly answer: unknown }
  | { readonly kind: 'untold'; readonly id: number; readonly message: string }

export type ToMeasuring = { readonly kind: 'measure'; readonly work: MeasureWork } | Fact

export type ToServer =
  | { readonly kind: 'ask'; readonly id: number; readonly about: Asked; readonly argument: string }
  | { readonly kind: 'measured'; readonly measures: Measures }
  | { readonly kind: 'failed'; readonly message: string }
