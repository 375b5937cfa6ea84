import { z } from 'zod'

/** Gates that may be switched off in the settings. What guards the repository itself is not among them. */
export const GateName = z.enum([
  'migration-risk',
  'snapshot-drift',
  'diff size',
  'confidence',
  'binary file',
  'only tests',
  'no code',
  'weakened tests',
  'defeats tests',
  'fewer tests',
  'fixtures differ',
  'duplicate',
])
export type GateName = z.infer<typeof GateName>

/** A gate as the settings of a run make it. */
export interface EffectiveGate {
  readonly name: string
  readonly on: boolean
  /** What trips it is never pushed. */
  readonly isGuard: boolean
  /** What it asks for, in words, when that can be set or needs saying. */
  readonly threshold: string | undefined
}
