import { aCountedRun } from '../scenarios/worlds/counted/a-counted-run.ts'
import {
  type CountedRequest,
  isCreation,
  isOfApp,
  isWrite,
} from '../scenarios/worlds/counted/counted-requests.ts'
import { runToTheEnd } from '../scenarios/worlds/counted/run-to-the-end.ts'

/**
 * The requests of one run with three candidates, by kind and by the file that asks for them, beside the least that GitHub's API allows
 * with one call for each object (O1). With `--reviews` every candidate has two reviewers.
 * `node test/bench/requests.ts [--reviews]`
 */
const withReviews = process.argv.includes('--reviews')
const LEAST = withReviews ? { all: 54, writes: 30, creations: 14 } : { all: 42, writes: 24, creations: 8 }

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
for (const [kind, { length }] of [...kinds].toSorted()) console.log(`${String(length).padStart(4)}  ${kind}`)
const count = {
  all: requests.length,
  writes: requests.filter(isWrite).length,
  creations: requests.filter(isCreation).length,
}
console.log()
for (const name of ['all', 'writes', 'creations'] as const)
  console.log(`${name.padEnd(10)} ${String(count[name]).padStart(4)}  least ${LEAST[name]}`)
const speculation = await run.store.latestSpeculation(run.issue)
console.log(
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
