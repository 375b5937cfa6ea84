import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Settings } from '../domain/settings.ts'
import { GATES } from '../stages/gates/gates.ts'
import { POLICIES } from '../stages/policies/policies.ts'
import { Measurements } from './benchmarks.ts'
import { Environment } from './environment.ts'
import { generatedFiles } from './generated-files.ts'

/**
 * `npm run generate` writes `.env.example` and the tables of docs/configuration.md from the schemas, those of docs/verdicts.md from the
 * gates and policies, and those of docs/benchmarks.md and the README from what was measured last; `--check` only says what is stale.
 */
const root = join(import.meta.dirname, '../..')
const check = process.argv.includes('--check')
const read = (path: string) => {
  const file = join(root, path)
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}
const measured = read('test/bench/figures.json') ?? '[]'
const stale = generatedFiles(
  {
    ...{ environment: Environment, settings: Settings, gates: GATES, policies: POLICIES },
    measurements: Measurements.parse(JSON.parse(measured)),
  },
  read,
).filter(({ before, after }) => before !== after)

for (const { path, before, after } of stale) {
  if (check) console.error(`${path} is stale: ${firstDifference(before ?? '', after)}`)
  else {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), after)
    console.log(`wrote ${path}`)
  }
}
if (check && stale.length > 0) {
  console.error('Run `npm run generate` and commit the result.')
  process.exitCode = 1
}

function firstDifference(before: string, after: string): string {
  const written = before.split('\n')
  const wanted = after.split('\n')
  const index = wanted.findIndex((line, at) => line !== written[at])
  const line = index === -1 ? wanted.length : index
  return `line ${line + 1} should be ${JSON.stringify(wanted[line] ?? '(the end of the file)')}`
}
