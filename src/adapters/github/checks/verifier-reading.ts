import type { ProbotOctokit } from 'probot'
import { createLabelReading, type LabelReading } from '../issues/read-label-events.ts'
import { createEventReading, type EventReading } from '../pull-requests/read-pull-request-events.ts'
import { createJobConfirmation, type JobReading } from './confirm-jobs.ts'
import { type AnnotationReading, createAnnotationReading } from './read-annotations.ts'
import { createTestReading, type TestReading } from './read-job-tests.ts'
import { createStatusReading, type StatusReading } from './read-statuses.ts'

/** What one query does not tell: jobs, who set a status, how many tests ran, and what is on further pages. */
export interface VerifierReading
  extends JobReading,
    StatusReading,
    TestReading,
    EventReading,
    LabelReading,
    AnnotationReading {}

export interface VerifierReader {
  /** Begins one reading of the facts: within it, each workflow run is asked for at most once. */
  begin(): VerifierReading
}

export function createVerifierReader(octokit: ProbotOctokit): VerifierReader {
  const jobs = createJobConfirmation(octokit)
  const rest = {
    ...createStatusReading(octokit),
    ...createTestReading(octokit),
    ...createEventReading(octokit),
    ...createLabelReading(octokit),
    ...createAnnotationReading(octokit),
  }
  return { begin: () => ({ ...jobs.begin(), ...rest }) }
}
