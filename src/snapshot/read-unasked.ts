import { parseIssueBlock } from '../config/repository.ts'
import type { ForgeFacts, LabelEvent } from '../domain/forge/forge-facts.ts'
import { mayWrite } from '../domain/issue/issue.ts'
import type { IssueBlock } from '../domain/issue/issue-block.ts'
import type { RunRequest } from '../domain/issue/trigger.ts'
import type { Unasked } from '../domain/run/snapshot.ts'
import type { Forge } from '../ports/forge.ts'
import type { Store } from '../ports/store.ts'
import { criticalPath } from '../stages/critical-path/critical-path.ts'
import { saidRisk } from '../stages/unasked/said-risk.ts'
import { textAsks } from '../stages/unasked/text-asks.ts'
import { couldStart, notOnPath, unaskedRequest, withoutPlace } from '../stages/unasked/why-unasked.ts'
import { labelsSince } from './labels-since.ts'
import { readSettings } from './read-settings.ts'

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
  return readBySettings({ issue, repository }, { by, block }, sources)
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
  { issue, repository }: Pick<ForgeFacts, 'issue' | 'repository'>,
  { by, block }: { readonly by: LabelEvent; readonly block: IssueBlock | undefined },
  { forge, freePlaces }: Sources,
): Promise<Found> {
  const risk = saidRisk(issue, block)
  const { settings } = await readSettings(forge, issue.ref, (path, most) =>
    forge.readTextFile(issue.ref, repository.defaultBranchHead, path, most),
  )
  // Whoever asks for a run is told what is wrong with them.
  const could = settings.ok && couldStart(settings.value.speculation, risk)
  if (!could || !freePlaces || !mayWrite(await forge.roleOf(issue.ref, by.actor))) return {}
  const { estimate_field: estimateField } = settings.value.speculation.auto_trigger
  const wanted = { estimateField, isPrivate: repository.isPrivate }
  const open = could === 'by-path' ? await forge.openIssues(issue.ref, wanted) : undefined
  const place = open && criticalPath(open, issue.ref.number)
  const request = unaskedRequest(could, { by, risk, place })
  if (!request) return { unasked: notOnPath(place) }
  const unasked = withoutPlace(await freePlaces())
  return unasked ? { unasked } : { request }
}
