import fc from 'fast-check'
import { plainLine, plainText } from '../../../src/adapters/agents/progress-lines.ts'
import { countTests, createTestCounter } from '../../../src/adapters/analysis/test-output/count-tests.ts'
import { readFailure, readReport } from '../../../src/adapters/analysis/test-output/read-failure.ts'
import { parseReport } from '../../../src/adapters/git/collect/read-report.ts'
import { type OutputFormat, readNames } from '../../../src/adapters/proof/output/read-names.ts'
import { readRun } from '../../../src/adapters/proof/output/read-run.ts'
import { parseEvidence } from '../../../src/config/parse-evidence.ts'
import { AttemptReport } from '../../../src/domain/candidate/attempt.ts'
import { CellOutcome, NamedOutcome } from '../../../src/domain/proof/proof.ts'
import { EVIDENCE, OUTPUTS } from '../corpora/outputs.ts'
import { createFuzzer, expectSame, expectThat } from '../fuzzer.ts'
import { jsonText, mutatedJson } from '../mutate/json.ts'
import { cutAt, cuts, mutatedBytes } from '../mutate/text.ts'

const FORMATS = Object.keys(OUTPUTS) as OutputFormat[]
const WORDS = [
  ...[
    'not ok ',
    'ok 1 - ',
    '# SKIP',
    '# Subtest: ',
    '    ',
    '1..2\n',
    '  ---\n',
    "error: '",
    'error: |-\n',
    '...\n',
  ],
  ...[
    'PASSED ',
    'FAILED ',
    '::',
    ' - ',
    '--- FAIL: ',
    '--- PASS: ',
    ' ... ok',
    ' ... FAILED',
    '##teamcity[',
    "|'",
  ],
  ...[
    '{"numTotalTests":',
    '{"version"',
    'Error: ',
    'at f (a.js:1:2)',
    '1 passed',
    '99999999999 failed',
    ' in 0.1s',
  ],
  ...[
    '2024-01-01T00:00:00.0000000Z ',
    '##[error]',
    '##[group]',
    '\u001b[31m',
    '\r',
    '\t',
    'Tests:  ',
    'panicked at',
  ],
]
const REPORTS: readonly unknown[] = [
  { rationale: 'The sum was a difference.', confidence: 0.8, testsAdded: ['test/add.test.js'], risks: [] },
  { rationale: '', risks: ['It is slow.', 'It needs Node 24.'] },
]

/** What tests, jobs and agents say of their own work, however it is cut and whoever has forged it. */
export const reports = createFuzzer({
  name: 'reports',
  input: fc.record({
    format: fc.constantFrom(...FORMATS),
    output: mutatedBytes(Object.values(OUTPUTS), WORDS),
    exitCode: fc.constantFrom(0, 1, 127, undefined),
    report: mutatedBytes(jsonText(mutatedJson(REPORTS)), ['{', '}', '"risks":', '1e999', '"']),
    evidence: jsonText(mutatedJson(EVIDENCE)),
    cuts,
  }),
  holds({ format, output, exitCode, report, evidence, cuts }) {
    const text = output.toString()
    for (const named of readNames(format, text) ?? [])
      expectThat(named.name.length <= 300 && NamedOutcome.safeParse(named).success, 'no test', named)
    const end = { output: text, exitCode, timedOut: false, limit: undefined, seconds: 1 }
    const { outcome } = readRun(end, { format }, { seconds: 1, files: ['test/a.test.js'] })
    expectThat(CellOutcome.safeParse(outcome).success, 'an outcome that is none', outcome)
    expectCounted(text, cutAt(output, cuts))
    for (const { words } of [readFailure(text.split('\n')), readReport(text)])
      expectThat(
        words === undefined || (words.length <= 500 && !words.includes('\n')),
        'words that are no line',
        words,
      )
    expectThat(AttemptReport.safeParse(parseReport(report)).success, 'a report that is none')
    parseEvidence(evidence)
    expectThat(plainLine(text).length <= 300 && !/\p{Cc}/u.test(plainLine(text)), 'no plain line')
    expectThat(plainText(text).length <= 4_000 && plainText(text).isWellFormed(), 'no plain text')
  },
})

function expectCounted(text: string, pieces: readonly Buffer[]): void {
  const whole = countTests(text)
  if (whole) expectThat(Object.values(whole).every(isCount), 'no count', whole)
  const counter = createTestCounter()
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  for (const piece of pieces) counter.write(decoder.decode(piece, { stream: true }))
  counter.write(decoder.decode())
  expectSame(counter.end(), whole, 'counted otherwise where it is cut')
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0
}
