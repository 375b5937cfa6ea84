import type { ApplicationFunction } from 'probot'
import type { Errand } from '../domain/errand.ts'
import { type IssueKey, type IssueRef, issueKey, type RepositoryRef } from '../domain/issue/issue.ts'
import type { Queue } from '../ports/queue.ts'
import type { RepositoriesOf, Watched } from '../ports/store.ts'
import { branchPushed } from './branch-pushed.ts'
import { changedRepositories, UNASKED_EVENTS } from './changed-repositories.ts'
import { collectedForMs } from './collected-for-ms.ts'
import { askedOnDraftsIn, type DraftAsked, EVENTS, issuesOf, pullRequestsOf } from './events.ts'
import { ordinaryPullRequest } from './ordinary-pull-request.ts'
import { type Pressed, pressedButton } from './pressed-button.ts'
import { pushedSettings } from './pushed-settings.ts'
import { rememberedFor } from './remembered-for.ts'
import { branchName, createWatchedNames, type LookUp, pullRequestName } from './watched-names.ts'

export interface AppOptions {
  readonly queue: Pick<Queue, 'wake'>
  /** The App's own login, `slug[bot]`; while it cannot be told, nothing is ignored as our own. */
  readonly login: () => Promise<string>
  /** Issues for which one of these pull requests competes; without it none is entered by anybody. */
  readonly entered?:
    | ((repository: RepositoryRef, pullRequests: readonly number[]) => Promise<readonly IssueRef[]>)
    | undefined
  /** Issues with an open promotion into this branch; without it a push wakes nobody. */
  readonly promotedOn?:
    | ((repository: RepositoryRef, branch: string) => Promise<readonly IssueRef[]>)
    | undefined
  /** Issues of which something was merged into this branch lately; without it only the sweep notices that it was reverted. */
  readonly mergedOn?:
    | ((repository: RepositoryRef, branch: string) => Promise<readonly IssueRef[]>)
    | undefined
  /** Issues whose runs depend on what has changed; without it only the sweep finds them. */
  readonly changed?: ((repositories: RepositoriesOf) => Promise<readonly IssueRef[]>) | undefined
  /** Keeps a button that was pressed until it is answered; without it none has an effect. */
  readonly pressed?: ((pressed: Pressed) => Promise<void>) | undefined
  /** Keeps that a command was written on a draft of a run, until somebody has looked; `by` is the delivery. Without it only the sweep finds those of earlier runs. */
  readonly askedOnDraft?: ((asked: DraftAsked, by: string) => Promise<void>) | undefined
  /** Keeps what is to be done for a repository until it is done; without it nothing is. */
  readonly errand?: ((errand: Errand) => Promise<void>) | undefined
  /** Whether the repository is known to require the check of candidates; without it ordinary pull requests are left to the sweep. */
  readonly isCheckRequired?: ((repository: RepositoryRef) => Promise<boolean>) | undefined
  /** All that these two have an answer to; without it they are asked about everything. */
  readonly watched?: (() => Promise<readonly Watched[]>) | undefined
  /** For how many milliseconds the events of one end are collected, where they come from this machine. */
  readonly endCollectedMs?: number | undefined
}

/** What strangers do costs a question a minute, and nothing more where nothing is required. */
const REQUIRED_LASTS_MS = 60_000

/**
 * The Probot application: it names the issue an event is about and wakes it. The wake is committed before this returns, and
 * with it before GitHub gets its 2xx; when it cannot be, the delivery fails and is sent again.
 */
export function createApp(options: AppOptions): ApplicationFunction {
  const { queue, login, watched, changed, mergedOn, endCollectedMs } = options
  const wakeAll = async (issues: readonly IssueKey[], afterMs?: number) => {
    await Promise.all([...new Set(issues)].map((issue) => queue.wake(issue, afterMs)))
  }
  const names =
    watched && createWatchedNames({ read: watched, foundLate: (issues) => wakeAll(issues.map(issueKey)) })
  const isCheckRequired = options.isCheckRequired && rememberedFor(REQUIRED_LASTS_MS, options.isCheckRequired)
  const passOrdinary = async (name: string, payload: unknown): Promise<Errand | undefined> => {
    const repository = ordinaryPullRequest(name, payload)
    if (!repository || !(await isCheckRequired?.(repository))) return undefined
    return { kind: 'pass-ordinary', repository }
  }
  let ownLogin: string | undefined
  // Nothing waits for this: a delivery has ten seconds, and one superfluous wake does no harm.
  const learnLogin = () =>
    login().then(
      (found) => {
        ownLogin = found
      },
      () => {},
    )
  return (app) => {
    void learnLogin()
    app.on([...EVENTS, ...UNASKED_EVENTS], async ({ id, name, payload }) => {
      if (ownLogin === undefined) void learnLogin()
      const lookUps = lookUpsOf({ name, payload, ownLogin }, options)
      const found = await Promise.all(lookUps.map((each) => (names ? names.find(each) : each.find())))
      const pushed = branchPushed(name, payload)
      // A push that says so is rare: nothing is kept in memory for it.
      const reverted = pushed?.mayRevert && mergedOn ? await mergedOn(pushed.repository, pushed.branch) : []
      const elsewhere = changed && changedRepositories(name, payload)
      const affected = elsewhere ? await changed(elsewhere) : []
      const pressed = pressedButton(name, payload, { delivery: id, ownLogin })
      if (pressed) await options.pressed?.(pressed)
      for (const asked of askedOnDraftsIn(name, payload, ownLogin)) await options.askedOnDraft?.(asked, id)
      const errand = pushedSettings(name, payload) ?? (await passOrdinary(name, payload))
      if (errand) await options.errand?.(errand)
      const about = [
        ...issuesOf(name, payload, ownLogin),
        ...[...found.flat(), ...reverted, ...affected, ...(pressed ? [pressed.issue] : [])].map(issueKey),
      ]
      await wakeAll(about, collectedForMs(name, payload, endCollectedMs))
    })
  }
}

interface Told {
  readonly name: string
  readonly payload: unknown
  readonly ownLogin: string | undefined
}

/** What only the store knows of an event: whether somebody's pull request competes, and what was promoted into a branch. */
function lookUpsOf({ name, payload, ownLogin }: Told, { entered, promotedOn }: AppOptions): LookUp[] {
  const lookUps: LookUp[] = []
  const named = pullRequestsOf(name, payload, ownLogin)
  if (entered && named)
    for (const number of named.numbers)
      lookUps.push({
        name: pullRequestName(named.repository, number),
        find: () => entered(named.repository, [number]),
      })
  const pushed = branchPushed(name, payload)
  if (promotedOn && pushed)
    lookUps.push({
      name: branchName(pushed.repository, pushed.branch),
      find: () => promotedOn(pushed.repository, pushed.branch),
    })
  return lookUps
}
