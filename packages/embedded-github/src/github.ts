import type { Faults } from './faults.ts'
import type { GitHubContext } from './github-context.ts'
import type { App, CheckRun, Delivery, Issue, PullRequestIssue, Repository, Token, User } from './model.ts'
import type { Activity } from './runner-host.ts'

/** Who makes a call. `login` is what shows as author: a bot's for an installation. */
export type Actor =
  | { readonly kind: 'anonymous'; readonly login: '' }
  /** `app`: it acts for the person, and does no more than both may. */
  | { readonly kind: 'user'; readonly login: string; readonly app?: App }
  | { readonly kind: 'app'; readonly login: string; readonly app: App }
  | {
      readonly kind: 'installation'
      readonly login: string
      readonly app: App
      readonly token: Extract<Token, { kind: 'installation' }>
    }

export interface WebhookEvent {
  readonly event: string
  readonly action?: string
  /** Undefined for events of the App itself. */
  readonly repository?: Repository
  readonly sender: string
  /** Without action, repository, sender and installation, which are added. */
  readonly payload: Readonly<Record<string, unknown>>
  /** Only this App hears of it. */
  readonly onlyApp?: number
}

/** The server as its own parts see it. */
export interface GitHub extends GitHubContext {
  readonly apiUrl: string
  readonly faults: Faults
  nextId(): number
  /** ISO-8601 UTC without fractions, as GitHub writes it. */
  now(): string
  /** Resolves once every change made so far is on disk. */
  save(): Promise<void>
  /** One at a time per repository: for what changes refs, or looks before it creates. */
  exclusively<T>(repository: Repository, work: () => Promise<T>): Promise<T>
  /** Remembers a webhook; it is sent after the change is on disk. */
  emit(event: WebhookEvent): void
  /** Remembers what the runner has to hear; it hears it after the change is on disk. */
  announce(activity: Activity): void
  /** Saves, then sends what was remembered. */
  commit(): Promise<void>
  /** Remembers the same delivery again; false when it is not known. */
  redeliver(delivery: number): Promise<boolean>
  deliveryRequest(delivery: Delivery): Promise<{ headers: Record<string, string>; payload: unknown }>
}

export function findUser(github: GitHubContext, login: string): User | undefined {
  return github.state.users.find((user) => user.login.toLowerCase() === login.toLowerCase())
}

export function findRepository(github: GitHubContext, owner: string, name: string): Repository | undefined {
  return github.state.repositories.find(
    (repository) =>
      repository.owner.toLowerCase() === owner.toLowerCase() &&
      repository.name.toLowerCase() === name.toLowerCase(),
  )
}

/** The repository that had this name before it was renamed or transferred, while no other has it. */
export function findMoved(github: GitHubContext, owner: string, name: string): Repository | undefined {
  if (findRepository(github, owner, name)) return undefined
  const former = `${owner}/${name}`.toLowerCase()
  return github.state.repositories.findLast(({ formerNames = [] }) => formerNames.includes(former))
}

export function findIssue(repository: Repository, number: number): Issue | undefined {
  return repository.issues.find((issue) => issue.number === number)
}

export function isPullRequest(issue: Issue | undefined): issue is PullRequestIssue {
  return issue?.pull !== undefined
}

export function findPullRequest(repository: Repository, number: number): PullRequestIssue | undefined {
  const issue = findIssue(repository, number)
  return isPullRequest(issue) ? issue : undefined
}

export function openPullRequests(repository: Repository): PullRequestIssue[] {
  return repository.issues.filter(isPullRequest).filter((issue) => issue.state === 'open')
}

export function appOf(github: GitHubContext, id: number): App {
  const app = github.state.apps.find((candidate) => candidate.id === id)
  if (app === undefined) throw new Error(`no App ${id}`)
  return app
}

export function viaApp(actor: Actor): number | null {
  return actor.kind === 'installation' || actor.kind === 'user' ? (actor.app?.id ?? null) : null
}

export function suiteOf(repository: Repository, run: CheckRun) {
  const suite = repository.checkSuites.find((candidate) => candidate.id === run.suiteId)
  if (suite === undefined) throw new Error(`check run ${run.id} has no suite`)
  return suite
}

export function labelsOf(repository: Repository, issue: Issue) {
  return issue.labels.flatMap((id) => repository.labels.find((label) => label.id === id) ?? [])
}
