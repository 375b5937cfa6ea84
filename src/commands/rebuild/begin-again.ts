import { advance } from '../../advance.ts'
import type { CommandComment, ForgeFacts } from '../../domain/forge/forge-facts.ts'
import { TRIGGER_LABEL } from '../../domain/issue/labels.ts'
import { askedAt } from '../../domain/issue/trigger.ts'
import type { Speculation } from '../../domain/run/speculation.ts'
import type { Forge } from '../../ports/forge.ts'
import { type Sources, takeSnapshot } from '../../snapshot/snapshot.ts'
import type { FoundRun } from './found-runs.ts'
import { startedBy } from './started-by.ts'

interface Beginning {
  /** The commit that its drafts stand on; the head of the base branch where there is none. */
  readonly base: string | undefined
  /** Of a run that is over nothing is begun: what it was asked by counts for nothing any more. */
  readonly isOver: boolean
}

/**
 * The run as it would begin today on the same commit: with the same settings, checks and strategies, unless the issue or the server's
 * toolchains have changed. A text where it would not begin: a word for why.
 */
export async function beginAgain(
  found: FoundRun,
  sources: Sources,
  { base, isOver }: Beginning,
): Promise<Speculation | string> {
  const { id, run, issue, startedAt } = found
  const forge: Forge = {
    ...sources.forge,
    facts: async (query) => {
      const facts = await sources.forge.facts(query)
      if (!facts) return undefined
      const askedAlone = onlyAsked(facts, startedBy(found, facts.issue))
      return onBase(isOver ? asked(askedAlone, startedAt) : askedAlone, base)
    },
    ...(isOver ? { roleOf: async () => 'write' as const } : {}),
  }
  const snapshot = await takeSnapshot(issue, { ...sources, forge })
  if (!snapshot) return 'the issue is gone'
  for (const step of advance(snapshot).steps) {
    if (step.do === 'start-speculation') {
      const at = askedAt(step.speculation.trigger)
      // Where there was a run before, the scoreboard is older than the run.
      const isOlder = Date.parse(startedAt) < Date.parse(at)
      return { ...step.speculation, id, run, startedAt: isOlder ? at : startedAt }
    }
    if (step.do === 'append-audit') return refusalOf(step.events[0]?.payload)
  }
  return 'its label is gone'
}

function onBase(facts: ForgeFacts, base: string | undefined): ForgeFacts {
  const { repository } = facts
  return { ...facts, repository: { ...repository, defaultBranchHead: base ?? repository.defaultBranchHead } }
}

/** Of all commands what has started the run counts, and nothing is answered to it. */
function onlyAsked(facts: ForgeFacts, command: CommandComment | undefined): ForgeFacts {
  return { ...facts, issue: { ...facts.issue, commands: command ? [command] : [], ownComments: [] } }
}

function asked(facts: ForgeFacts, at: string): ForgeFacts {
  const { titleAtLabel: _, renamed: __, commands = [], ...issue } = facts.issue
  const labelled = { actor: issue.labelled?.actor ?? 'ghost', actorType: 'User', at } as const
  return {
    ...facts,
    issue: {
      ...issue,
      ...{ state: 'open', lastEditedAt: undefined, labelled, labels: [...issue.labels, TRIGGER_LABEL] },
      commands: commands.map((one) => ({ ...one, isEdited: false })),
    },
  }
}

function refusalOf(payload: unknown): string {
  const kind =
    typeof payload === 'object' && payload !== null && 'kind' in payload ? String(payload.kind) : '?'
  return `it would be refused today (${kind})`
}
