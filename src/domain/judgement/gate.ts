/** A gate as the settings of a run make it. */
export interface EffectiveGate {
  readonly name: string
  readonly on: boolean
  /** What trips it is never pushed. */
  readonly isGuard: boolean
  /** What it asks for, in words, when that can be set or needs saying. */
  readonly threshold: string | undefined
}
