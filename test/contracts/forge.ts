import { describe } from 'vitest'
import type { RepositoryRef } from '../../src/domain/issue/issue.ts'
import type { Forge } from '../../src/ports/forge.ts'
import { describeCheckRuns } from './forge/check-runs.ts'
import { describeCommands, describeComments, describeLabels, describeReviews } from './forge/conversation.ts'
import { describeBranches, describeDrafts, describeStates } from './forge/pull-requests.ts'
import { describeEntrants, describeReading } from './forge/reading.ts'

/** A forge with people around it: `maya` may write, `stranger` may not. */
export interface ForgeStage {
  readonly forge: Forge
  readonly repository: RepositoryRef
  /** The forge's id of it. */
  readonly repositoryId: string
  readonly login: string
  openIssue(issue: { title: string; body: string }): Promise<number>
  label(issue: number, label: string): Promise<void>
  comment(on: number, body: string, by?: 'maya' | 'stranger'): Promise<number>
  /** By `maya`, from a branch of the repository. */
  openPullRequest(branch: string): Promise<number>
  commitToMain(path: string, text: string): Promise<string>
  push(branch: string, path: string, text: string, message?: string): Promise<string>
  report(head: string, check: { kind: 'status'; name: string; conclusion: string }): Promise<void>
  closeAs(login: 'maya', pullRequest: number): Promise<void>
  reopenAs(login: 'maya', pullRequest: number): Promise<void>
  retargetAs(login: 'maya', pullRequest: number, base: string): Promise<void>
}

/** What every forge promises. `stage` is asked for inside each case; each case has an issue of its own. */
export function describeForge(name: string, stage: () => ForgeStage): void {
  describe(`forge contract: ${name}`, () => {
    describeReading(stage)
    describeDrafts(stage)
    describeComments(stage)
    describeCommands(stage)
    describeReviews(stage)
    describeCheckRuns(stage)
    describeLabels(stage)
    describeStates(stage)
    describeBranches(stage)
    describeEntrants(stage)
  })
}
