import type { ProbotOctokit } from 'probot'
import type { AccountSettings } from '../../../../ports/forge.ts'
import type { Aside } from '../../../analysis/process/start-aside.ts'

/** What every call on one installation needs. */
export interface GitHubClient {
  /** Reads what jobs have printed. */
  readonly aside?: Aside | undefined
  /** Authenticated for one repository. */
  readonly octokit: ProbotOctokit
  /** The same with a token that may run jobs again and dispatch workflows; its requests throw where the installation has not granted that. */
  readonly actions: ProbotOctokit
  /** The same with a token that may write check runs; its requests throw where the installation has not granted that. */
  readonly checks: ProbotOctokit
  /** Whether it has, as far as the installation says. */
  readonly mayWriteChecks: boolean
  /** With a token that may read issues of all repositories that the installation reaches. */
  readonly dependencies: ProbotOctokit
  /** The same with a token that may read projects of the organization; its requests throw where the installation has not granted that. */
  readonly projects: ProbotOctokit
  /** Whether it has, as far as the installation says. */
  readonly mayReadProjects: boolean
  /** The App's login in REST's spelling, `slug[bot]`. */
  readonly login: string
  /** Base of the REST API, without a slash at the end. */
  readonly baseUrl: string
  /** What an account says for all its repositories; without it nothing. */
  readonly accountSettings?: ((owner: string) => Promise<AccountSettings>) | undefined
  /** A token that may only move commits. */
  readonly gitToken: () => Promise<string>
  /** How long GitHub may need until what was just created can be read everywhere. */
  readonly pauseMs: number
}
