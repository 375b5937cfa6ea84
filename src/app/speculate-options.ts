import type { Clock } from '@speculate-dev/system'
import type { ToolchainAgentOptions } from '../adapters/agents/toolchain-agent.ts'
import type { KeptSetUps } from '../adapters/git/workspace-set-ups.ts'
import type { AppCredentials } from '../adapters/github/connection/app/create-app-client.ts'
import type { OctokitOptions } from '../adapters/github/connection/sending/create-octokit.ts'
import type { Redactor } from '../adapters/redaction/create-redactor.ts'
import type { Database } from '../adapters/storage/database.ts'
import type { AnyToolchain } from '../config/toolchains/toolchains.ts'
import type { ToolchainName } from '../domain/candidate/candidate.ts'
import type { Ceilings } from '../domain/run/budget.ts'
import type { AskedProof, AskedSetup } from '../domain/settings.ts'
import type { Log, Observe } from '../ports/operator.ts'
import type { ReconcileContext } from '../reconcile.ts'
import type { WebServerOptions } from '../web/web-server.ts'

/** What a process that does everything is given. */
export interface SpeculateOptions extends ProcessOptions, WebOptions, WorkOptions {}

/** What every process is given, whatever its role. */
export interface ProcessOptions {
  readonly credentials: AppCredentials
  /** The forge's REST address and manners; see `OctokitOptions`. */
  readonly github: OctokitOptions
  /** Open; closed with the process, also when it cannot start. */
  readonly database: Database
  readonly host: string
  /** 0 takes any free one. */
  readonly port: number
  /** Told what went wrong and will be tried again. */
  readonly log: Log
  /** Told every turn of every run. */
  readonly observe?: Observe | undefined
  readonly redactor: Redactor
  /** Lets others than this machine read the numbers. */
  readonly metricsToken?: string | undefined
  /** What the time is until GitHub has said so; this machine's without it. */
  readonly clock?: Clock
}

/** What taking webhooks needs. */
export interface WebOptions {
  readonly webhookSecret: string
  readonly previousWebhookSecret?: string | undefined
  /** For how many milliseconds the events of the end of a check are collected; GitHub's own come within half a second. */
  readonly endCollectedMs?: number
  /** Where the web server says what it is asked; nowhere without it. */
  readonly requestLog?: WebServerOptions['log']
  /** Who may look at the pages for people; without it nobody. `loopback`: whoever sits at this machine, and may see everything. */
  readonly dashboard?: 'loopback' | DashboardSignIn | undefined
}

/** People sign in with the App, and see what they can read on GitHub. */
export interface DashboardSignIn {
  readonly clientId: string
  readonly clientSecret: string
  /** Where they reach this server, without a slash at the end. */
  readonly publicUrl: string
  /** Logins of those who may see the queue, and act on it. */
  readonly operators: readonly string[]
}

/** What the work on runs needs. */
export interface WorkOptions {
  /** Mirrors, work trees, traces. */
  readonly dataDir: string
  readonly toolchains: ReadonlyMap<ToolchainName, AnyToolchain>
  /** Who shall write in every run of this process, in rank order, whatever a repository names; one that is named twice writes twice. */
  readonly askedToolchains?: readonly ToolchainName[] | undefined
  /** Whether tests are run on each other in every run of this process, whatever a repository says. */
  readonly askedProof?: AskedProof | undefined
  /** What installs the dependencies in every run of this process, whatever a repository says. */
  readonly askedSetup?: AskedSetup
  /** Where set-ups are kept, if not with all else. */
  readonly keptSetUps?: KeptSetUps | undefined
  /** The most that the operator lets a repository spend. */
  readonly ceilings?: Ceilings
  /** Where people reach the dashboard, without a slash at the end; scoreboards lead there. */
  readonly pagesUrl?: string | undefined
  /** Where agents run, where their packages are installed, what their models cost, and whose log-ins they may use. */
  readonly agents: Pick<ToolchainAgentOptions, 'sandbox' | 'packages' | 'prices' | 'logins'>
  /** Attempts at the same time on this machine. */
  readonly attempts: number
  readonly sweepMs: number
  /** Whether settings are proposed to repositories that the App is new to. */
  readonly onboards?: boolean
  /** A workflow outside of the repository that judges its pull requests, as a ruleset may ask for one: its text, where that is known. */
  readonly requiredWorkflow?: { readonly path: string; readonly content: string } | undefined
  readonly watch?: ReconcileContext['watch']
}
