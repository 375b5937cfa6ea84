import { parseIssueBlock, parseSettings, SETTINGS_FILE } from '../config/repository.ts'
import { mayWrite } from '../domain/issue/issue.ts'
import type { IssueBlock } from '../domain/issue/issue-block.ts'
import type { RunRequest } from '../domain/issue/trigger.ts'
import type { ForgeFacts, LabelEvent, Unasked } from '../domain/run/snapshot.ts'
import { type Forge, ForgeError } from '../ports/forge.ts'
import type { Store } from '../ports/store.ts'
import { criticalPath } from '../stages/critical-path/critical-path.ts'
import { saidRisk } from '../stages/unasked/said-risk.ts'
import { textAsks } from '../stages/unasked/text-asks.ts'
import { couldStart, SPARE_PLACES, unaskedRequest } from '../stages/unasked/why-unasked.ts'
import { labelsSince } from './labels-since.ts'

interface Sources {
  readonly forge: Forge
  readonly store: Pick<Store, 'note' | 'setNote'>
  /** How many attempts more could be at work now; without it nothing begins unasked. */
  readonly freePlaces?: (() => Promise<number>) | undefined
}

interface Found {
  readonly request?: RunRequest | undefined
  readonly unasked?: Unasked | undefined
}

const MAX_SETTINGS_BYTES = 64 * 1024
/** Until agents have ended their work. */
const NO_PLACE_MS = 5 * 60_000
/** Nothing tells of a dependency or a milestone that was added. */
const PATH_MS = 6 * 60 * 60_000

/**
 * What starts a run on an issue without a label or a command: its own text, or the repository's settings. Only somebody who can write to
 * the repository has written it, for nobody else may start agents (T4). Each question is asked only where the one before lets it matter.
 */
export async function readUnasked({ issue, repository }: ForgeFacts, sources: Sources): Promise<Found> {
  const { ref, body, state } = issue
  const by = writerOf(issue)
  if (!by || state === 'closed' || issue.isGone || repository.isArchived) return {}
  const parsed = parseIssueBlock(body, ref.number)
  const block = parsed?.ok ? parsed.value : undefined
  const where = textAsks(body, block)
  const since = await labelsSince(sources.store)
  if (since !== undefined && Date.parse(by.at) < Date.parse(since)) return {}
  if (where) return { request: { kind: 'text', by, where } }
  return readBySettings({ issue, repository, candidates: [] }, { by, block }, sources)
}

/** Who has written its text, and when it became what it is. */
function writerOf({
  author,
  authorType,
  createdAt,
  lastEditedAt,
}: ForgeFacts['issue']): LabelEvent | undefined {
  const at = lastEditedAt ?? createdAt
  if (author === undefined || authorType !== 'User' || at === undefined) return undefined
  return { actor: author, actorType: authorType, at }
}

async function readBySettings(
  { issue, repository }: ForgeFacts,
  { by, block }: { readonly by: LabelEvent; readonly block: IssueBlock | undefined },
  { forge, freePlaces }: Sources,
): Promise<Found> {
  const risk = saidRisk(issue, block)
  const settings = await readSettings(forge, issue.ref, repository.defaultBranchHead)
  const could = settings && couldStart(settings.speculation, risk)
  if (!could || !freePlaces || !mayWrite(await forge.roleOf(issue.ref, by.actor))) return {}
  const open = could === 'by-path' ? await forge.openIssues(issue.ref) : undefined
  const place = open && criticalPath(open, issue.ref.number)
  const request = unaskedRequest(could, { by, risk, place })
  if (!request)
    return {
      unasked: { againInMs: PATH_MS, said: place?.kind === 'cycle' ? cycleText(place.issues) : undefined },
    }
  if ((await freePlaces()) >= SPARE_PLACES) return { request }
  const said = `waits until ${SPARE_PLACES} attempts more can be at work, for nobody has asked for it`
  return { unasked: { againInMs: NO_PLACE_MS, said } }
}

function cycleText(issues: readonly number[]): string {
  const [first] = issues
  return `is on no critical path, because these issues wait for each other: ${[...issues, first].map((one) => `#${one}`).join(' → ')}`
}

async function readSettings(forge: Forge, ref: ForgeFacts['issue']['ref'], commit: string) {
  try {
    const parsed = parseSettings(await forge.readTextFile(ref, commit, SETTINGS_FILE, MAX_SETTINGS_BYTES))
    return parsed.ok ? parsed.value : undefined
  } catch (error) {
    // Whoever asks for a run is told what is wrong with it.
    if (error instanceof ForgeError && error.kind === 'unprocessable') return undefined
    throw error
  }
}
