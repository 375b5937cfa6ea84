import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { auditProblems } from './audit-problems.ts'

/** `npm audit --json | node deploy/check-audit.ts`: ends with 1 where an advisory is known that no exception names. */
const exceptions: unknown = JSON.parse(
  readFileSync(join(import.meta.dirname, 'audit-exceptions.json'), 'utf8'),
)
const report: unknown = JSON.parse(await text(process.stdin))
const problems = auditProblems(report, exceptions, new Date().toISOString().slice(0, 10))
for (const problem of problems) console.error(problem)
if (problems.length > 0) process.exitCode = 1
