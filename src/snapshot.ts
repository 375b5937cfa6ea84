import { createHash } from 'node:crypto'
import { parseIssueBlock, parseSettings } from './config/repository.ts'
import { candidateBranch, type ToolchainName } from './domain/candidate.ts'
import { type RequiredCheck, RULES_VERSION } from './domain/contract.ts'
import type { IssueRef, Role } from './domain/issue.ts'
import { Settings } from './domain/settings.ts'
import type { BeginningFacts, ForgeFacts, Parsed, Snapshot } from './domain/snapshot.ts'
import type { Speculation } from './domain/speculation.ts'
import type { Clock } from './ports/clock.ts'
import type { FactsQuery, Forge } from './ports/forge.ts'
import type { Store } from './ports/store.ts'
import { asksForRun } from './stages/triage.ts'

export interface Sources {
  readonly forge: Forge
  readonly store: Store
  readonly clock: Clock
  readonly toolchains: readonly ToolchainName[]
}

const SETTINGS_PATH = '.github/speculate.yml'
const MAX_SETTINGS_BYTES = 64 * 1024
const NO_ROLE: Role = 'none'

/** Every fact once: the store, one reading of the forge, and — only when a run is asked for — what a beginning needs. */
export async function takeSnapshot(issue: IssueRef, sources: Sources): Promise<Snapshot | undefined> {
  const { forge, store, clock, toolchains } = sources
  const speculation = await store.latestSpeculation(issue)
  const [facts, attempts] = await Promise.all([
    forge.facts({ issue, candidates: branchesOf(speculation) }),
    speculation ? store.attempts(speculation.id) : [],
  ])
  if (!facts) return undefined
  const beginning = asksForRun(facts, speculation) ? await readBeginning(facts, forge) : undefined
  return { ...facts, now: new Date(clock.now()).toISOString(), toolchains, speculation, attempts, beginning }
}

function branchesOf(speculation: Speculation | undefined): FactsQuery['candidates'] {
  if (!speculation) return []
  const { issue, run, plan } = speculation
  return plan.briefs.map(({ id }) => ({ candidate: id, branch: candidateBranch(issue, run, id) }))
}

/** Configuration is read from the base branch only: a candidate's branch cannot loosen the rules it is judged by. */
async function readBeginning({ issue, repository }: ForgeFacts, forge: Forge): Promise<BeginningFacts> {
  const { ref, labelled, title, body } = issue
  const { defaultBranch, defaultBranchHead } = repository
  const [role, text, workflowsTree] = await Promise.all([
    labelled?.actorType === 'User' ? forge.roleOf(ref, labelled.actor) : NO_ROLE,
    forge.readTextFile(ref, defaultBranchHead, SETTINGS_PATH, MAX_SETTINGS_BYTES),
    forge.treeOf(ref, defaultBranchHead, '.github/workflows'),
  ])
  const settings = parseSettings(text)
  const deadlineMinutes = valueOrDefaults(settings).verifier.deadline_minutes
  return {
    role,
    settings,
    settingsFileExists: text !== undefined,
    block: parseIssueBlock(body, ref.number),
    branchChecks: await forge.requiredChecks(ref, defaultBranch, deadlineMinutes),
    issueHash: sha256(JSON.stringify([title, body])),
    fingerprintOf: (checks) => fingerprint(checks, { workflowsTree, settings: valueOrDefaults(settings) }),
  }
}

/** A8: whatever could change what a verdict means is in it. */
function fingerprint(
  checks: readonly RequiredCheck[],
  { workflowsTree, settings }: { workflowsTree: string | undefined; settings: Settings },
): string {
  const { speculation, verifier, protected_paths } = settings
  return sha256(
    JSON.stringify([RULES_VERSION, checks, workflowsTree ?? null, speculation, verifier, protected_paths]),
  )
}

function valueOrDefaults(settings: Parsed<Settings>): Settings {
  return settings.ok ? settings.value : Settings.parse({})
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
