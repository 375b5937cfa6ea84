import type { NewRepository } from '../domain/onboarding/new-repository.ts'

/** The settings of a repository, as a pull request into its default branch. */
export interface ProposedSettings {
  readonly repositoryId: string
  readonly base: NonNullable<NewRepository['defaultBranch']>
  readonly content: string
  readonly title: string
  readonly body: string
}

/** What the App does in one repository before its first run. */
export interface Onboarding {
  read(): Promise<NewRepository>
  /**
   * Answers the number of the pull request; where it was opened before, of that one, whatever became of it. `branch-taken` where
   * somebody else has its branch, which is never moved.
   */
  propose(settings: ProposedSettings): Promise<number | 'branch-taken'>
  isOpen(number: number): Promise<boolean>
}
