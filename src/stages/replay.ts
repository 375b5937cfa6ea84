import { z } from 'zod'
import { canonicalJson } from '../domain/canonical-json.ts'
import { RULES_VERSION } from '../domain/checks/contract.ts'
import type { Judgement } from '../domain/judgement/scoreboard.ts'
import { Decision, Scoreboard } from '../domain/judgement/scoreboard.ts'
import { type AuditEntry, Evidence } from '../domain/run/audit.ts'
import type { Replay, ReplayDifference } from '../domain/run/replay.ts'
import type { PolicyName } from '../domain/settings/policy-settings.ts'
import { judge } from './judge.ts'

/**
 * Judges the recorded evidence again, from the log and nothing else (E4). With `policy`, as that policy would have: then the
 * differences are those between the policies.
 */
export function replay(entries: readonly AuditEntry[], policy?: PolicyName): Replay {
  const at = entries.findLastIndex(({ kind }) => kind === 'verdict')
  if (at < 0) return { kind: 'cannot', reason: whyNoVerdict(entries) }
  const judged = entries.slice(0, at).findLast(({ kind }) => kind === 'evidence')
  if (!judged) return { kind: 'cannot', reason: 'the log holds a verdict, but not the evidence for it' }
  // Replaying with another policy is hypothetical, so only today's rules can answer it.
  const rules = Rules.safeParse(judged.payload).data?.rulesVersion ?? RULES_VERSION
  if (rules !== RULES_VERSION && !policy) return { kind: 'cannot', reason: otherRules(rules) }
  const evidence = Evidence.safeParse(judged.payload)
  const payload = entries[at]?.payload
  const recorded = readVerdict(payload)
  if (!evidence.success || !recorded)
    return { kind: 'cannot', reason: 'the log was written by a version whose evidence this one cannot read' }

  const { rulesVersion, ...input } = evidence.data
  const recomputed = judge(policy ? { ...input, speculation: under(input.speculation, policy) } : input)
  return {
    kind: 'replayed',
    recorded,
    recomputed,
    differences: differences(Object(payload), recomputed),
    rulesVersion: { recorded: rulesVersion, current: RULES_VERSION },
  }
}

const Rules = z.looseObject({ rulesVersion: z.int() })

/** The entries come from a log that was verified before. */
function otherRules(version: number): string {
  return `it was judged under rules ${version}; this version has rules ${RULES_VERSION} and cannot re-derive it. The chain itself verifies`
}

function whyNoVerdict(entries: readonly AuditEntry[]): string {
  const pruned = entries.find(({ kind }) => kind === 'pruned')
  if (pruned) return `the log was removed by retention on ${pruned.at}`
  if (entries.length === 0) return 'there is no log of this run'
  return entries.every(({ kind }) => kind === 'refused')
    ? 'it was refused, so nothing was judged'
    : 'there is no verdict yet'
}

function readVerdict(payload: unknown): Judgement | undefined {
  if (typeof payload !== 'object' || payload === null) return undefined
  const decision = 'decision' in payload ? Decision.safeParse(payload.decision).data : undefined
  const scoreboard = 'scoreboard' in payload ? Scoreboard.safeParse(payload.scoreboard).data : undefined
  return decision && scoreboard && { decision, scoreboard }
}

function under(speculation: Evidence['speculation'], name: PolicyName): Evidence['speculation'] {
  const { settings } = speculation
  return { ...speculation, settings: { ...settings, policy: { ...settings.policy, name } } }
}

/** Compares with the payload as it was recorded, before any schema could fill in defaults. */
function differences(
  recorded: Record<keyof Judgement, unknown>,
  recomputed: Judgement,
): readonly ReplayDifference[] {
  const [before, after] = [recorded, recomputed].map(({ decision, scoreboard }) =>
    canonicalJson({ decision, scoreboard }),
  )
  return before === after ? [] : compare('', JSON.parse(before ?? ''), JSON.parse(after ?? ''))
}

function compare(path: string, recorded: unknown, recomputed: unknown): ReplayDifference[] {
  const [before, after] = [recorded, recomputed].map((value) =>
    value === undefined ? undefined : canonicalJson(value),
  )
  if (before === after) return []
  if (!isTree(recorded) || !isTree(recomputed) || Array.isArray(recorded) !== Array.isArray(recomputed))
    return [{ path, recorded: before, recomputed: after }]
  const [left, right] = [new Map(Object.entries(recorded)), new Map(Object.entries(recomputed))]
  return [...new Set([...left.keys(), ...right.keys()])].flatMap((key) =>
    compare(join(path, key, Array.isArray(recorded)), left.get(key), right.get(key)),
  )
}

function isTree(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function join(path: string, key: string, isIndex: boolean): string {
  if (isIndex) return `${path}[${key}]`
  return path === '' ? key : `${path}.${key}`
}
