import type { Clock } from '@speculate-dev/system'
import type { BareRepository } from './git/bare-repository.ts'
import type { CheckRun, Repository, State } from './model.ts'

/** What pages, runner and API share. Reading `state` is free; only the server's own operations change it. */
export interface GitHubContext {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  readonly url: string
  readonly dataDir: string
  readonly clock: Clock
  readonly state: State
  git(repository: Repository): BareRepository
  /** Somebody presses a button that an App offers on its check; throws where there is no such button. */
  pressButton(
    repository: Repository,
    pressed: { readonly run: CheckRun; readonly identifier: string; readonly login: string },
  ): Promise<void>
}
