import type { ProbotOctokit } from 'probot'
import { createJobConfirmation, type JobReading } from './confirm-jobs.ts'
import { createTestReading, type TestReading } from './read-job-tests.ts'
import { createStatusReading, type StatusReading } from './read-statuses.ts'

/** What REST tells of checks and GraphQL does not: jobs, who set a status, and how many tests ran. */
export interface VerifierReading extends JobReading, StatusReading, TestReading {}

export interface VerifierReader {
  /** Begins one reading of the facts: within it, each workflow run is asked for at most once. */
  begin(): VerifierReading
}

export function createVerifierReader(octokit: ProbotOctokit): VerifierReader {
  const jobs = createJobConfirmation(octokit)
  const rest = { ...createStatusReading(octokit), ...createTestReading(octokit) }
  return { begin: () => ({ ...jobs.begin(), ...rest }) }
}
