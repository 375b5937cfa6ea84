import { aCountedRun } from '../scenarios/worlds/counted/a-counted-run.ts'
import {
  type CountedRequest,
  isCreation,
  isOfApp,
  isWrite,
} from '../scenarios/worlds/counted/counted-requests.ts'
import { runToTheEnd } from '../scenarios/worlds/counted/run-to-the-end.ts'
import { benchArguments } from './figures/bench-arguments.ts'
import { report, say } from './figures/report.ts'

/**
 * The requests of one run with three candidates, by kind and by the file that asks for them, beside the least that GitHub's API allows
 * with one call for each object (O1). With `--reviews` every candidate has two reviewers.
 * `node test/bench/requests.ts [--reviews]`
 */
const withReviews = benchArguments.includes('--reviews')
const LEAST = withReviews ? { all: 54, writes: 30, creations: 14 } : { all: 42, writes: 24, creations: 8 }
/** Of writes and creations with reviews none was set. */
const GOAL = withReviews ? { all: 68 } : { all: 53, writes: 27, creations: 8 }

const REVIEWS = `  adversarial_review:
    enabled: true
`
const run = await aCountedRun({
  settings: `speculation:\n  default_parallelism: 3\n${withReviews ? REVIEWS : ''}`,
  toolchains: withReviews ? ['one', 'two', 'three'] : ['one'],
})
await runToTheEnd(run)
const { true: ofApp = [], false: requests = [] } = Object.groupBy(run.requests, (one) => `${isOfApp(one)}`)

const kinds = Map.groupBy(requests, kindOf)
for (const [kind, { length }] of [...kinds].toSorted()) say(`${String(length).padStart(4)}  ${kind}`)
const count = {
  all: requests.length,
  writes: requests.filter(isWrite).length,
  creations: requests.filter(isCreation).length,
}
const KINDS = { all: 'requests', writes: 'of them writes', creations: 'of them creations' }
const when = withReviews ? 'six reviews' : 'three candidates'
for (const [kind, bound] of Object.entries(LEAST) as [keyof typeof LEAST, number][]) {
  const atMost = { ...GOAL }[kind]
  report({
    ...{ name: `${KINDS[kind]} of a promoted run, ${when}`, figure: count[kind], unit: '', bound },
    ...(atMost !== undefined && { goal: { atMost } }),
    headline: kind === 'all' && !withReviews,
  })
}
const speculation = await run.store.latestSpeculation(run.issue)
say(
  `looks ${run.looks()}, ${ofApp.length} more for tokens; ${speculation?.verdict?.decision.kind ?? 'no verdict'}, ${speculation?.settledAt === undefined ? 'not settled' : 'settled'}`,
)
await run.close()
process.exit()

function kindOf(request: CountedRequest): string {
  const what = isCreation(request) ? 'create' : isWrite(request) ? 'write ' : 'read  '
  const path = request.path
    .replace(/\?.*/, '')
    .replace(/^\/api\/v3/, '')
    .replaceAll(/[0-9a-f]{40}/g, ':sha')
    .replaceAll(/\/\d+/g, '/:id')
  const free = request.status === 304 ? ' (304)' : ''
  return `${what} ${request.operation ?? `${request.method} ${path}`}${free}  ${request.file}`
}
