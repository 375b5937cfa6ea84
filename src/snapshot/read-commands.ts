import type { CommandComment, ForgeFacts } from '../domain/forge/forge-facts.ts'
import { type IssueRef, issueKey, type Role } from '../domain/issue/issue.ts'
import { askedAt } from '../domain/issue/trigger.ts'
import type { AskedCommand } from '../domain/run/snapshot.ts'
import type { Speculation } from '../domain/run/speculation.ts'
import type { Forge } from '../ports/forge.ts'
import { ForgeError } from '../ports/forge-errors.ts'
import type { Store } from '../ports/store.ts'
import { pullRequestNamed } from '../stages/commands/hear.ts'
import { unanswered } from '../stages/commands/unanswered.ts'
import { labelsSince } from './labels-since.ts'

interface Sources {
  readonly forge: Forge
  readonly store: Pick<Store, 'note' | 'setNote'>
  /** No sweep brings the next look, be the run open or not. */
  readonly isOnlyLook?: boolean
}

const NO_ROLE: Role = 'none'

/**
 * The authors' actual permissions, and the pull requests that they enter, for commands without an answer; nothing is
 * asked where there are none.
 */
export async function readCommands(
  facts: ForgeFacts,
  speculation: Speculation | undefined,
  { forge, store, isOnlyLook = false }: Sources,
): Promise<readonly AskedCommand[]> {
  const { issue } = facts
  const comments = speculation
    ? unanswered(facts, speculation)
    : since(unanswered(facts, undefined), await labelsSince(store))
  const until = issue.commentsUntil
  if (speculation && comments.length === 0 && until !== undefined)
    await store.setNote(nameOf(issue.ref), until)
  const authors = [...new Set(comments.filter(isByPerson).flatMap(({ author }) => author ?? []))]
  const roles = new Map<string, Role | undefined>()
  const isOpen = speculation !== undefined && speculation.settledAt === undefined && !isOnlyLook
  for (const author of authors)
    roles.set(author, await roleOrUnknown(() => forge.roleOf(issue.ref, author), isOpen))
  const asked: AskedCommand[] = []
  for (const comment of comments) {
    const role = isByPerson(comment) && comment.author ? roles.get(comment.author) : NO_ROLE
    if (role === undefined) continue
    const number = pullRequestNamed({ comment, role }, speculation)
    const named = number === undefined ? undefined : await forge.pullRequest(issue.ref, number)
    asked.push({ comment, role, named })
  }
  return asked
}

/** A database that is new knows nothing of the runs before it. */
function since(comments: readonly CommandComment[], time: string | undefined): readonly CommandComment[] {
  return time === undefined ? comments : comments.filter(({ at }) => Date.parse(at) >= Date.parse(time))
}

/** Comments before it need not be read again: they are older than the run, or every command among them has its answer. */
export async function commentsSince(speculation: Speculation, store: Sources['store']): Promise<string> {
  const { issue, trigger } = speculation
  const askedFor = askedAt(trigger)
  const noted = await store.note(nameOf(issue))
  return noted !== undefined && Date.parse(noted) > Date.parse(askedFor) ? noted : askedFor
}

function nameOf(issue: IssueRef): string {
  return `comments read of ${issueKey(issue)}`
}

function isByPerson({ authorType }: CommandComment): boolean {
  return authorType === 'User'
}

/**
 * A permission that cannot be told now must not hold up an open run for everybody else: the next look, which the sweep brings, asks again.
 * Where there is none a look only comes back when it fails.
 */
async function roleOrUnknown(read: () => Promise<Role>, isOpen: boolean): Promise<Role | undefined> {
  try {
    return await read()
  } catch (error) {
    if (!isOpen && isPassing(error)) throw error
    return undefined
  }
}

function isPassing(error: unknown): boolean {
  return error instanceof ForgeError && (error.kind === 'unavailable' || error.kind === 'rate-limited')
}
