import type { GitHubClient } from '../connection/installations/github-client.ts'
import { createLabelReading, type LabelReading } from '../issues/create-label-reading.ts'
import { createEventReading, type EventReading } from '../pull-requests/create-event-reading.ts'
import { createJobConfirmation, type JobReading } from './create-job-confirmation.ts'
import { createOutputReading, type OutputReading } from './create-output-reading.ts'
import { createStatusReading, type StatusReading } from './create-status-reading.ts'
import { createTestReading, type TestReading } from './create-test-reading.ts'

/** What one query does not answer: jobs, who set a status, how many tests ran, and what is on further pages. */
export interface VerifierReading
  extends JobReading,
    StatusReading,
    TestReading,
    EventReading,
    LabelReading,
    OutputReading {}

export interface VerifierReader {
  /** Begins one reading of the facts: within it, each workflow run is asked for at most once. */
  begin(): VerifierReading
}

export function createVerifierReader({ octokit, aside }: GitHubClient): VerifierReader {
  const jobs = createJobConfirmation(octokit)
  const rest = {
    ...createStatusReading(octokit),
    ...createTestReading(octokit, aside),
    ...createEventReading(octokit),
    ...createLabelReading(octokit),
    ...createOutputReading(octokit),
  }
  return { begin: () => ({ ...jobs.begin(), ...rest }) }
}
