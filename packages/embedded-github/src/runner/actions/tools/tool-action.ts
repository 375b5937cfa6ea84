import type { InstalledTool } from '../../machine/installed-tool.ts'
import type { VersionMatch } from '../../versions/version-match.ts'
import type { ActionCall, ActionResult, Place } from '../served-action.ts'

/** An action that sets up one tool, which here is one that the machine has. */
export interface ToolAction {
  readonly names: readonly string[]
  /** As the machine calls it, and as people do. */
  readonly tool: string
  readonly title: string
  /** Which versions it is to be. */
  asked(request: AskRequest): Promise<Asked> | Asked
  match(inputs: Inputs): VersionMatch
  /** What must be there besides the version, as the end of the sentence `… asks for`; and what is done differently. */
  check?(request: CheckRequest): Promise<CheckedTool> | CheckedTool
  /** Makes the later steps find it. The last tool is the one that is meant when none is named. */
  setUp(call: ActionCall, tools: readonly InstalledTool[]): Promise<ActionResult>
  /** Inputs that are followed. Of the others, those in `HARMLESS` change nothing here; the rest are reported. */
  readonly follows: readonly string[]
}

/** Undefined stands for what only the run will show. */
export type Inputs = Readonly<Record<string, string | undefined>>

export interface AskRequest {
  readonly ref: string
  readonly inputs: Inputs
  readonly read: Place['read']
}

export interface CheckRequest extends AskRequest {
  readonly tools: readonly InstalledTool[]
  readonly machine: Place['machine']
}

export interface CheckedTool {
  readonly missing?: readonly string[]
  readonly notices?: readonly string[]
}

export type Asked =
  /** Several are set up beside each other. `of` is the file that says so. */
  | { readonly kind: 'versions'; readonly versions: readonly string[]; readonly of?: string }
  /** The machine's own serves. */
  | { readonly kind: 'any' }
  /** No tool at all. */
  | { readonly kind: 'nothing' }
  /** Only the run will show it; what it says when it does not. */
  | { readonly kind: 'later'; readonly otherwise: string }
  /** As the action itself would end; a whole sentence. */
  | { readonly kind: 'impossible'; readonly reason: string }

/** Nothing is kept from one job to the next, unless these are switched off by themselves. */
export const CACHES: readonly string[] = ['cache', 'enable-cache']

/** What is fetched, kept or shown elsewhere: none of it changes what a job runs. */
export const HARMLESS: readonly string[] = [
  ...['token', 'github-token', 'repo-token', 'check-latest', 'architecture', 'mirror', 'mirror-token'],
  ...['cache-dependency-path', 'cache_dependency_path', 'package-manager-cache'],
  ...[
    'prune-cache',
    'cache-dependency-glob',
    'cache-suffix',
    'cache-local-path',
    'restore-cache',
    'save-cache',
  ],
  ...['cache-python', 'ignore-nothing-to-cache', 'ignore-empty-workdir', 'always-auth', 'no-cache'],
  ...['cache-read-only', 'cache-disabled', 'cache-version', 'cache-hash', 'add-problem-matchers', 'matcher'],
  ...['problem-matcher', 'problem-matchers', 'job-status', 'force-download', 'verify-signature', 'checksum'],
  ...['cache-on-failure', 'cache-directories', 'cache-workspaces', 'cache-key', 'cache-base', 'cache-target'],
  ...['cache-bin', 'cache-shared-key', 'profile', 'override', 'default', 'fallback', 'rust-src-dir'],
  ...['show-download-progress', 'build-scan-publish', 'validate-wrappers', 'add-job-summary'],
  ...['windows-toolchain', 'self-hosted', 'go-download-base-url', 'download-base-url'],
]
