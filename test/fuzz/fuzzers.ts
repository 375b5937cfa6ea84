import type { Fuzzer } from './fuzzer.ts'
import { diffs } from './fuzzers/diffs.ts'
import { issues } from './fuzzers/issues.ts'
import { reports } from './fuzzers/reports.ts'
import { requests } from './fuzzers/requests.ts'
import { settings } from './fuzzers/settings.ts'
import { streams } from './fuzzers/streams.ts'
import { webhooks } from './fuzzers/webhooks.ts'
import { workflows } from './fuzzers/workflows.ts'

/** One for each kind of text that comes from outside. */
export const FUZZERS: readonly Fuzzer[] = [
  webhooks,
  workflows,
  issues,
  reports,
  diffs,
  streams,
  requests,
  settings,
]
