import { ACTIONS_APP, type RequiredCheck } from '../../domain/checks/contract.ts'
import type { BaseChecks, Observation } from '../../domain/checks/evidence.ts'
import { codeSpan } from '../../messages/foreign/foreign-text.ts'
import { list } from '../../messages/numbers.ts'

type Status = Extract<Observation, { kind: 'status' }>
type Creators = BaseChecks['creators']

interface SortedStatuses {
  readonly counted: readonly Observation[]
  /** Who else has set it: a clause; undefined where nobody has. */
  readonly said?: string
}

/**
 * Anybody who may push can set a commit status under any name, and GitHub shows only the newest of a name. So where the base shows who
 * sets it, nobody else's counts; where several have set it and the base shows nobody, all of them count, and it is said.
 */
export function statusesThatCount(
  required: RequiredCheck,
  observations: readonly Observation[],
  creators: Creators | undefined,
): SortedStatuses {
  const statuses = observations.filter((one) => one.kind === 'status')
  if (statuses.length === 0) return { counted: observations }
  const isPinned = required.appId !== undefined
  const known = creators?.[required.name] ?? []
  const theirs = isPinned
    ? statuses.filter((one) => isByApp(one, required, creators))
    : statuses.filter(({ creator }) => creator !== undefined && known.includes(creator))
  if (isPinned ? theirs.length > 0 : known.length > 0) {
    const others = statuses.filter((one) => !theirs.includes(one))
    const counted = observations.filter((one) => one.kind !== 'status' || theirs.includes(one))
    if (others.length === 0 || theirs.length > 0) return { counted }
    return { counted, said: `only ${names(others)} has set it, and on the base it is set by ${spans(known)}` }
  }
  const several = new Set(statuses.map(({ creator }) => creator)).size > 1
  return { counted: observations, ...(several && { said: `set by ${names(statuses)}; the worst counts` }) }
}

/**
 * The bot of the App that the branch asks for; GitHub names its id. Where it does not, who sets it on the base is held to be that App.
 * What GitHub Actions sets, any step may have set.
 */
export function isByApp(
  { appId, creator = '' }: Status,
  required: RequiredCheck,
  creators: Creators | undefined,
): boolean {
  if (required.workflow !== undefined || creator === `${ACTIONS_APP}[bot]`) return false
  if (appId !== undefined) return appId === required.appId
  return creator.endsWith('[bot]') && creators?.[required.name]?.includes(creator) === true
}

function names(statuses: readonly Status[]): string {
  return spans([...new Set(statuses.map(({ creator }) => creator ?? 'nobody known'))].sort())
}

function spans(logins: readonly string[]): string {
  return list(logins.slice(0, 5).map((login) => codeSpan(login, 50)))
}
