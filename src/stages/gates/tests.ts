import type { DefeatedTests, FileClass, Measures, WeakenedTest } from '../../domain/judgement/measures.ts'
import { codeSpan } from '../../messages/foreign/foreign-text.ts'
import type { PatchGate } from './gate.ts'
import type { GateCase } from './gate-case.ts'

const OF_TESTS: readonly FileClass[] = ['test', 'fixture', 'snapshot']

/**
 * A file counts as a test by its purpose, or because the patch changes nothing in a source file but the tests inside
 * it.
 */
export function isTests({ class: fileClass, only }: Measures['files'][number]): boolean {
  return OF_TESTS.includes(fileClass) || only === 'tests'
}

/** Tests can be made to agree with any behaviour; an issue is not solved by that. */
export const onlyTests: PatchGate = {
  name: 'only tests',
  class: 'own',
  judge: nothingButTests,
  switchedOffBy: ['gates.off'],
  documentation: 'a patch of nothing but tests',
}

/** B7: whoever makes new tests pass at once has not shown that they ask for anything. */
export const outOfStage: PatchGate = {
  name: 'stage',
  class: 'own',
  judge: moreThanTests,
  documentation: 'in stage `red`, a patch that changes more than tests',
}

export const weakenedTests: PatchGate = {
  name: 'weakened tests',
  class: 'own',
  judge: weakened,
  switchedOffBy: ['gates.off'],
  documentation:
    'tests that are deleted, skipped, focused, never reached, run again until they pass, or assert less, what stands in for assertions or for what is tested, and helpers of tests that ask for less, by grammar, in JavaScript, TypeScript, Python, Go, Java, Rust, C#, Ruby, PHP, C and C++ (Kotlin and Scala by patterns); a test that only moves is not lost. A case file that is deleted or emptied, cases read from one that has fewer, and rows taken from data that tests go through count as well. Another expected value, also in a file of expected output, is reported as a risk instead, because an issue may ask for it; test files too large to read reject',
}

/** Code of the product that would pass any test, or that behaves differently while it is tested. */
export const defeatsTests: PatchGate = {
  name: 'defeats tests',
  class: 'own',
  judge: defeating,
  switchedOffBy: ['gates.off'],
  documentation:
    'product code that newly ends the process with success, replaces assertions, equals everything, gets hold of the run that tests it, writes or removes test files, or asks whether it is being tested; a file that is nested so deeply that no grammar reads it to the end',
}

function nothingButTests({ measures, stage }: GateCase): readonly string[] {
  if (stage === 'red') return []
  const files = measures?.files ?? []
  const [file] = files
  if (!file || !files.every(isTests)) return []
  const more = files.length > 1 ? ` and ${files.length - 1} more` : ''
  return [`changes only tests: ${codeSpan(file.path, 120)}${more}`]
}

function moreThanTests({ measures, stage }: GateCase): readonly string[] {
  const code = (measures?.files ?? []).filter((one) => !isTests(one))
  const [file] = code
  if (stage !== 'red' || !file) return []
  const more = code.length > 1 ? ` and ${code.length - 1} more` : ''
  return [`changes more than tests in stage \`red\`: ${codeSpan(file.path, 120)}${more}`]
}

function weakened({ measures }: GateCase): readonly string[] {
  const found = measures?.tests.weakened ?? []
  const [one] = found
  if (!one) return []
  const more = found.length > 1 ? `, and ${found.length - 1} more` : ''
  if (one.what === 'unread') return [`${describeWeakening(one)}, so weakening cannot be ruled out${more}`]
  const line = one.line === null || one.what === 'deleted' ? '' : `, line ${one.line}`
  return [`weakens tests: ${describeWeakening(one)} in ${codeSpan(one.path, 120)}${line}${more}`]
}

function describeWeakening({ what, detail }: WeakenedTest): string {
  const said = codeSpan(detail, 160)
  switch (what) {
    case 'deleted':
      return `deletes ${said}`
    case 'skipped':
      return `skips ${said}`
    case 'focused':
      return `focuses on some tests, ${said},`
    case 'assertions-removed':
      return `removes assertions (${said})`
    case 'assertions-weakened':
      return `asks for less (${said})`
    case 'failures-hidden':
      return `hides failures (${said})`
    case 'not-reached':
      return `keeps assertions from being reached (${said})`
    case 'cases-removed':
      return `takes cases away (${said})`
    case 'run-changed':
      return `changes which tests run (${said})`
    case 'stubbed':
      return `replaces what is tested (${said})`
    case 'unread':
      return `${plainCount(detail)} test files were too much to read`
    default:
      return what satisfies never
  }
}

/** `6 of 9`, as it was measured. */
function plainCount(detail: string): string {
  return /^\d+ of \d+$/.test(detail) ? detail : 'some'
}

function defeating({ measures }: GateCase): readonly string[] {
  const found = measures?.tests.defeated ?? []
  const [one] = found
  if (!one) return []
  const more = found.length > 1 ? `, and ${found.length - 1} more` : ''
  return [`${defeat(one)} in ${codeSpan(one.path, 120)}, line ${one.line}${more}`]
}

function defeat({ what, detail }: DefeatedTests): string {
  const said = codeSpan(detail, 120)
  switch (what) {
    case 'ends-process':
      return `ends the process with success (${said})`
    case 'hides-failure':
      return `keeps a failed run from ending as one (${said})`
    case 'replaces-assertions':
      return `replaces what tests compare with (${said})`
    case 'equals-everything':
      return `is equal to everything (${said})`
    case 'detects-tests':
      return `behaves differently while it is tested (${said})`
    case 'edits-tests':
      return `writes or removes files of tests while it runs (${said})`
    case 'unread':
      return 'is written so that its code cannot be read to the end'
    default:
      return what satisfies never
  }
}
