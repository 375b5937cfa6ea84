import type { ForgeFacts } from '../../domain/forge/forge-facts.ts'
import type { RunRequest } from '../../domain/issue/trigger.ts'
import type { AskedCommand } from '../../domain/run/snapshot.ts'
import type { Speculation } from '../../domain/run/speculation.ts'
import { isToldAlready } from './answer-alone.ts'
import { hear } from './hear.ts'

interface Asked {
  /** Commands that are to be answered first. */
  readonly commands: readonly AskedCommand[]
  /** The command that asks for a run, the oldest of several, once all others have their answers. */
  readonly request: RunRequest | undefined
}

/** Where no run is going on, a command of somebody who may give it asks for one, as the label does; whether it may begin is for triage to say. */
export function runRequests(
  { issue, repository }: Pick<ForgeFacts, 'issue' | 'repository'>,
  latest: Speculation | undefined,
  asked: readonly AskedCommand[],
): Asked {
  // Nobody can be answered there.
  if (!latest && repository.isArchived) return { commands: [], request: undefined }
  if (latest && !latest.settledAt) return { commands: asked, request: undefined }
  const requests = asked.map((one) => requestIn(one, latest))
  const commands = asked.filter((one, place) => !requests[place] && (latest || !isToldAlready(one, issue)))
  return { commands, request: commands.length > 0 ? undefined : requests.find((one) => one) }
}

function requestIn({ comment, role }: AskedCommand, latest: Speculation | undefined): RunRequest | undefined {
  if (comment.on !== undefined) return undefined
  const heard = hear({ comment, role }, latest)
  const options = heard.kind === 'given' ? heard.given.starts : undefined
  return options && { kind: 'command', comment, options }
}
