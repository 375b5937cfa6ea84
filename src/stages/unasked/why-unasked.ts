import type { LabelEvent } from '../../domain/forge/forge-facts.ts'
import type { SaidRisk } from '../../domain/issue/checklist.ts'
import type { PathPlace } from '../../domain/issue/issue-graph.ts'
import type { RunRequest } from '../../domain/issue/trigger.ts'
import type { Unasked } from '../../domain/run/snapshot.ts'
import type { Settings } from '../../domain/settings.ts'
import { cycleText, noPlaceText } from '../../messages/operator/why-not-yet.ts'

/** Spare capacity: so many attempts more could be at work now. */
const SPARE_PLACES = 2
/** Until agents have ended their work. */
const NO_PLACE_MS = 5 * 60_000
/** Nothing tells of a dependency or a milestone that was added. */
const PATH_MS = 6 * 60 * 60_000

type Speculating = Settings['speculation']

/** Whether the repository's settings could start a run here that nobody has asked for, and what has to be known for it. */
export function couldStart(
  { enabled, force_speculate: isForced, auto_trigger }: Speculating,
  risk: SaidRisk | undefined,
): 'forced' | 'by-path' | undefined {
  if (!enabled) return undefined
  if (isForced) return 'forced'
  const { on_critical_path: isAsked, risk_levels: levels } = auto_trigger
  return isAsked && risk && levels.includes(risk.level) ? 'by-path' : undefined
}

interface Known {
  readonly by: LabelEvent
  readonly risk: SaidRisk | undefined
  /** Undefined where it was not asked for, or is not known. */
  readonly place: PathPlace | undefined
}

/** The run that begins without anybody asking for it, and why. */
export function unaskedRequest(
  could: 'forced' | 'by-path',
  { by, risk, place }: Known,
): RunRequest | undefined {
  if (could === 'forced') return { kind: 'forced', by }
  return risk && place?.kind === 'on' ? { kind: 'critical-path', by, risk, place } : undefined
}

/** Why nothing begins by itself, for now. */
export function notOnPath(place: PathPlace | undefined): Unasked {
  return { againInMs: PATH_MS, said: place?.kind === 'cycle' ? cycleText(place.issues) : undefined }
}

/** The same where something would, but for those who are at work; undefined where there is room. */
export function withoutPlace(freePlaces: number): Unasked | undefined {
  if (freePlaces >= SPARE_PLACES) return undefined
  return { againInMs: NO_PLACE_MS, said: noPlaceText(SPARE_PLACES) }
}
