import type { GateResult, Row } from '../../domain/judgement/row.ts'
import type { GateName } from '../../domain/settings/gate-settings.ts'
import type { Settings } from '../../domain/settings.ts'
import type { GateCase } from './gate-case.ts'

/** A rule that rejects before any score; `gates.ts` lists them. */
export type Gate = PatchGate | ComparedGate | ChecksGate | MergingGate

/**
 * It looks at one candidate alone. What trips a `guard` is never pushed (T1); the others are `own`, and a `hard-fail` is a category in
 * which neither a check nor a rule of ours can be outweighed (A4).
 */
export type PatchGate = Described & {
  readonly class: 'guard' | 'own' | 'hard-fail'
  readonly judge: (candidate: GateCase) => readonly Objection[]
}

/** It compares, once nobody is waited for any more, those that no gate of their own rejects; they come in any order. */
export type ComparedGate = Described & {
  readonly class: 'compared'
  readonly judge: (candidate: GateCase, remaining: readonly GateCase[]) => readonly Objection[]
}

/** It looks at what the checks say of everybody, once nobody is waited for any more. */
export type ChecksGate = Described & {
  readonly class: 'checks'
  readonly judge: (row: Row, everybody: Everybody) => readonly Objection[]
}

export interface Everybody {
  readonly rows: readonly Row[]
  /** Taken from the row being judged; absent where there is no patch. */
  readonly gateCase: GateCase | undefined
}

/** It rejects nobody. */
export type MergingGate = Described & { readonly class: 'merging' }

interface Said {
  /** What the gate requires, in words, when that can be set or needs saying. */
  readonly threshold?: (settings: Settings) => string | undefined
  /** What it rejects: its line in docs/verdicts.md. */
  readonly documentation: string
}

/** Only names that the settings know can be switched off there; without `switchedOffBy` nothing switches it off. */
type Described = Said &
  (
    | { readonly name: GateName; readonly switchedOffBy: readonly ['gates.off', ...OtherSwitch[]] }
    | { readonly name: string; readonly switchedOffBy?: readonly OtherSwitch[] }
  )

/** A clause that follows the name of the candidate; with a gate of its own where another one is named than the one that found it. */
export type Objection = string | GateResult

type OtherSwitch = 'verifier.hard_fail' | 'gates.fixtures_may_differ'
type GateSwitch = 'gates.off' | OtherSwitch

const IS_OFF: { readonly [key in GateSwitch]: (settings: Settings, name: string) => boolean } = {
  'gates.off': ({ gates }, name) => gates.off.some((one) => one === name),
  'gates.fixtures_may_differ': ({ gates }) => gates.fixtures_may_differ,
  'verifier.hard_fail': ({ verifier }, name) => !verifier.hard_fail.some((one) => one === name),
}

export function isOn({ name, switchedOffBy = [] }: Gate, settings: Settings): boolean {
  return switchedOffBy.every((one) => !IS_OFF[one](settings, name))
}

export function gateResults({ name }: Gate, objections: readonly Objection[]): readonly GateResult[] {
  return objections.map((one) => (typeof one === 'string' ? { gate: name, reason: one } : one))
}
