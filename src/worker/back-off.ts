import type { Clock } from '@speculate-dev/system'
import { messageOf } from '@speculate-dev/system'
import { z } from 'zod'
import type { IssueKey } from '../domain/issue/issue.ts'
import type { RunEvent } from '../domain/run/run-event.ts'
import type { Step } from '../domain/run/step.ts'
import { sha256 } from '../domain/sha256.ts'
import { isRateLimited } from '../ports/forge-errors.ts'
import type { Log, Observe } from '../ports/operator.ts'
import type { Store } from '../ports/store.ts'

export interface NoteContext {
  readonly store: Pick<Store, 'note' | 'setNote'>
  readonly clock: Clock
  readonly log: Log
  readonly observe?: Observe | undefined
}

/** A crash between an effect and its record makes a step come twice; what comes more often changes nothing, or is undone by somebody. */
export const FREE_ROUNDS = 3
export const FIRST_WAIT_MS = 5_000
const LONGEST_WAIT_MS = 60 * 60_000
/** Steps that alternate are noticed as well. */
const REMEMBERED = 8
/** A step that has not been repeated for this long starts over with no delay. */
const FORGOTTEN_MS = 6 * 60 * 60_000
const MOST_SAID = 50

const Round = z.object({
  digest: z.string(),
  times: z.int(),
  at: z.number(),
  told: z.boolean(),
  /** The failures already reported in the log, as digests. */
  said: z.array(z.string()).optional(),
})
type Round = z.infer<typeof Round>
const Rounds = z.array(Round)

/** How long these steps have to wait because they were done before and have come again; 0 when they may be done now. */
export async function waitFor(
  issue: IssueKey,
  steps: readonly Step[],
  { store, clock, log }: NoteContext,
): Promise<number> {
  const rounds = await readRounds(issue, store)
  const round = rounds.find(({ digest }) => digest === digestOf(steps))
  if (!round) return 0
  const now = clock.now()
  const wait = waitAfter(round.times)
  // A clock that was set back must not make this longer.
  const left = Math.min(wait, round.at + wait - now)
  if (now - round.at > FORGOTTEN_MS || left <= 0) return 0
  if (!round.told) {
    const what = [...new Set(steps.map((step) => step.do))].join(', ')
    log(
      `${issue}: ${what} came again after ${round.times} times; the next try is in ${Math.ceil(left / 1_000)} s`,
      { run: issue },
    )
    await writeRounds(issue, store, [{ ...round, told: true }, ...rounds.filter((one) => one !== round)])
  }
  return left
}

/**
 * Does the steps and remembers that they were done, whether all went well or not; answers the milliseconds after which what went wrong
 * may be tried again. What was reported in the last rounds is not reported again. Throws where the forge's limit is used up.
 */
export async function remembering(
  issue: IssueKey,
  steps: readonly Step[],
  { store, clock, log }: NoteContext,
  act: (log: NoteContext['log']) => Promise<void>,
): Promise<number | undefined> {
  const digest = digestOf(steps)
  const isKnown = (one: Round) => clock.now() - one.at <= FORGOTTEN_MS
  const reported = (await readRounds(issue, store)).filter(isKnown).flatMap(({ said = [] }) => said)
  const said = new Set<string>()
  const once: Log = (message, trouble) => {
    const one = sha256(message).slice(0, 16)
    if (!reported.includes(one) && !said.has(one)) log(message, trouble)
    said.add(one)
  }
  const failed = await act(once).then(
    () => undefined,
    (error: unknown) => ({ error }),
  )
  // That is no trouble of these steps: whoever began the look says it, and comes back.
  if (isRateLimited(failed?.error)) throw failed?.error
  if (failed && said.size === 0) once(`${issue}: ${messageOf(failed.error)}`, { run: issue })
  const rounds = await readRounds(issue, store)
  const before = rounds.find((one) => one.digest === digest)
  const times = (before && isKnown(before) ? before.times : 0) + 1
  const others = rounds.filter((one) => one.digest !== digest)
  const kept = said.size > 0 && { said: [...said].slice(0, MOST_SAID) }
  await writeRounds(issue, store, [{ digest, times, at: clock.now(), told: false, ...kept }, ...others])
  return failed && Math.max(FIRST_WAIT_MS, waitAfter(times))
}

/** The forge gives no answer within its time, and does what it was asked for all the same. */
const LATE_MS = 60_000

/** How long until everything that had to be done again must have come, in milliseconds: what was asked for first may be there as well then. */
export async function untilNothingComesLate(
  issue: IssueKey,
  { store, clock }: Pick<NoteContext, 'store' | 'clock'>,
): Promise<number> {
  const again = (await readRounds(issue, store)).filter(({ times }) => times > 1)
  const ends = again.map(({ at }) => at + LATE_MS)
  return Math.max(0, ...ends.map((end) => Math.min(LATE_MS, end - clock.now())))
}

/** GitHub has said how long. */
export function waitingFor(
  issue: IssueKey,
  ms: number,
  { clock, error }: { readonly clock: Clock; readonly error: unknown },
): RunEvent {
  const at = new Date(clock.now()).toISOString()
  return { run: issue, at, event: 'waiting', seconds: Math.ceil(ms / 1_000), reason: messageOf(error) }
}

export function waitAfter(times: number): number {
  return times < FREE_ROUNDS
    ? 0
    : Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(20, times - FREE_ROUNDS))
}

function nameOf(issue: IssueKey): string {
  return `rounds of ${issue}`
}

async function readRounds(issue: IssueKey, store: NoteContext['store']): Promise<readonly Round[]> {
  const text = await store.note(nameOf(issue))
  const parsed = Rounds.safeParse(text === undefined ? [] : JSON.parse(text))
  return parsed.success ? parsed.data : []
}

async function writeRounds(
  issue: IssueKey,
  store: NoteContext['store'],
  rounds: readonly Round[],
): Promise<void> {
  await store.setNote(nameOf(issue), JSON.stringify(rounds.slice(0, REMEMBERED)))
}

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/

/** The digest does not depend on when it is made: times are left out. */
function digestOf(steps: readonly Step[]): string {
  const text = JSON.stringify(steps, (_key, value: unknown) =>
    typeof value === 'string' && TIME.test(value) ? '' : value,
  )
  return sha256(text)
}
