import { execFileSync } from 'node:child_process'
import { annotate } from './annotate.js'

/** What no change may bring in. Only added lines of `src` are looked at. */
const FORBIDDEN = [
  { pattern: /\b(?:console|log|logger|metrics)\b.*\b(?:card|pan|cvc|cvv)(?:Number)?\b/i, says: 'logs card data' },
  { pattern: /\b(?:card|pan)(?:Number)?\b.*\b(?:tags|label)\b/i, says: 'puts card data into a metric' },
  { pattern: /rejectUnauthorized|NODE_TLS_REJECT_UNAUTHORIZED/, says: 'switches off the check of certificates' },
  { pattern: /\beval\(|new Function\(/, says: 'runs text as code' },
]

const base = process.env.BASE_SHA
if (!base) throw new Error('BASE_SHA is not set: there is nothing to compare with')

const diff = execFileSync('git', ['diff', '--unified=0', '--no-color', base, 'HEAD', '--', 'src'], {
  encoding: 'utf8',
})
const findings = addedLines(diff).flatMap((added) =>
  FORBIDDEN.filter(({ pattern }) => pattern.test(added.text)).map(({ says }) => ({ ...added, says })),
)
for (const { file, line, says } of findings) annotate({ title: 'risk', file, line }, `${file}:${line} ${says}`)
console.log(findings.length === 0 ? 'risk: nothing forbidden' : `risk: ${findings.length} findings`)
process.exitCode = findings.length === 0 ? 0 : 1

function addedLines(text) {
  const added = []
  let file = ''
  let line = 0
  for (const row of text.split('\n')) {
    if (row.startsWith('+++ ')) file = row.slice('+++ b/'.length)
    else if (row.startsWith('@@ ')) line = Number(/\+(\d+)/.exec(row)?.[1])
    else if (row.startsWith('+')) added.push({ file, line: line++, text: row.slice(1) })
  }
  return added
}
