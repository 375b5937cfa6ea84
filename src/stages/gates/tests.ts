import type { DefeatedTests, FileClass, Measures, WeakenedTest } from '../../domain/judgement/measures.ts'
import { codeSpan } from '../../messages/foreign/foreign-text.ts'
import type { Gate } from './gate-case.ts'

const OF_TESTS: readonly FileClass[] = ['test', 'fixture', 'snapshot']

/** By what the file is for, or because of a source file nothing else than the tests in it changes. */
export function isTests({ class: fileClass, only }: Measures['files'][number]): boolean {
  return OF_TESTS.includes(fileClass) || only === 'tests'
}

/** Tests can be made to agree with any behaviour; an issue is not solved by that. */
export const onlyTests: Gate = ({ measures, stage }) => {
  if (stage === 'red') return []
  const files = measures?.files ?? []
  const [file] = files
  if (!file || !files.every(isTests)) return []
  const more = files.length > 1 ? ` and ${files.length - 1} more` : ''
  return [{ gate: 'only tests', reason: `changes only tests: ${codeSpan(file.path, 120)}${more}` }]
}

/** B7: whoever makes new tests pass at once has not shown that they ask for anything. */
export const outOfStage: Gate = ({ measures, stage }) => {
  const code = (measures?.files ?? []).filter((one) => !isTests(one))
  const [file] = code
  if (stage !== 'red' || !file) return []
  const more = code.length > 1 ? ` and ${code.length - 1} more` : ''
  return [
    { gate: 'stage', reason: `changes more than tests in stage \`red\`: ${codeSpan(file.path, 120)}${more}` },
  ]
}

export const weakenedTests: Gate = ({ measures }) => {
  const weakened = measures?.tests.weakened ?? []
  const [one] = weakened
  if (!one) return []
  const more = weakened.length > 1 ? `, and ${weakened.length - 1} more` : ''
  if (one.what === 'unread')
    return [{ gate: 'weakened tests', reason: `${told(one)}, so weakening cannot be ruled out${more}` }]
  const line = one.line === null || one.what === 'deleted' ? '' : `, line ${one.line}`
  const reason = `weakens tests: ${told(one)} in ${codeSpan(one.path, 120)}${line}${more}`
  return [{ gate: 'weakened tests', reason }]
}

function told({ what, detail }: WeakenedTest): string {
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

/** Code of the product that would pass any test, or that behaves otherwise while it is tested. */
export const defeatsTests: Gate = ({ measures }) => {
  const found = measures?.tests.defeated ?? []
  const [one] = found
  if (!one) return []
  const more = found.length > 1 ? `, and ${found.length - 1} more` : ''
  const reason = `${defeat(one)} in ${codeSpan(one.path, 120)}, line ${one.line}${more}`
  return [{ gate: 'defeats tests', reason }]
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
      return `behaves otherwise while it is tested (${said})`
    case 'edits-tests':
      return `writes or removes files of tests while it runs (${said})`
    case 'unread':
      return 'is written so that reading its code comes to no end'
    default:
      return what satisfies never
  }
}
