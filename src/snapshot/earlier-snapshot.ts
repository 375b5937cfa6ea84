import type { CommandComment, ForgeFacts } from '../domain/forge/forge-facts.ts'
import type { Snapshot } from '../domain/run/snapshot.ts'
import type { Speculation } from '../domain/run/speculation.ts'
import { withoutUndefined } from '../domain/without-undefined.ts'
import { askedCandidates } from './asked-candidates.ts'
import { readCommands } from './read-commands.ts'
import type { Sources } from './snapshot.ts'
import { withWritten } from './with-written.ts'

/** As long as GitHub keeps deliveries that failed: what nobody has seen for longer is not done any more. */
const HEARD_FOR_MS = 3 * 24 * 60 * 60_000

/**
 * The facts of a run that another one has followed, as far as commands on its drafts need them; undefined without the repository. What is
 * written on the issue is for the latest run.
 */
export async function takeEarlierSnapshot(
  speculation: Speculation,
  sources: Sources,
): Promise<Snapshot | undefined> {
  const { forge, store, clock, toolchains, pagesUrl } = sources
  const { issue } = speculation
  const now = clock.now()
  const facts = await forge.facts({ issue, candidates: askedCandidates(speculation) })
  if (!facts) return undefined
  const known = await withWritten(onDraftsAlone(facts, now), store)
  return {
    ...known,
    ...{ speculation, toolchains, beginning: undefined, now: new Date(now).toISOString() },
    ...withoutUndefined({ pagesUrl }),
    attempts: await store.attempts(speculation.id),
    commands: await readCommands(known, speculation, { forge, store, isOnlyLook: true }),
  }
}

function onDraftsAlone({ issue, candidates, ...facts }: ForgeFacts, now: number): ForgeFacts {
  const isHeard = ({ at }: CommandComment) => now - Date.parse(at) <= HEARD_FOR_MS
  return {
    ...facts,
    issue: { ...issue, commands: [], commentsUntil: undefined },
    candidates: candidates.map(({ pullRequest, ...one }) => ({
      ...one,
      pullRequest: pullRequest && {
        ...pullRequest,
        ...withoutUndefined({ commands: pullRequest.commands?.filter(isHeard) }),
      },
    })),
  }
}
