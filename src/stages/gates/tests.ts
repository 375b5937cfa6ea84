import type { FileClass, WeakenedTest } from '../../domain/measures.ts'
import { codeSpan } from '../../messages/foreign-text.ts'
import type { Gate } from './gate-case.ts'

const OF_TESTS: readonly FileClass[] = ['test', 'fixture', 'snapshot']

/** Tests can be made to agree with any behaviour; an issue is not solved by that. */
export const onlyTests: Gate = ({ measures, stage }) => {
  if (stage === 'red') return []
  const files = measures?.files ?? []
  const [file] = files
  if (!file || files.some((one) => !OF_TESTS.includes(one.class))) return []
  const more = files.length > 1 ? ` and ${files.length - 1} more` : ''
  return [{ gate: 'only tests', reason: `changes only tests: ${codeSpan(file.path, 120)}${more}` }]
}

/** B7: whoever makes new tests pass at once has not shown that they ask for anything. */
export const outOfStage: Gate = ({ measures, stage }) => {
  const code = (measures?.files ?? []).filter((one) => !OF_TESTS.includes(one.class))
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
  const line = one.line === null || one.what === 'deleted' ? '' : `, line ${one.line}`
  const reason = `weakens tests: ${told(one)} in ${codeSpan(one.path, 120)}${line}${more}`
  return [{ gate: 'weakened tests', reason }]
}

function told({ what, detail }: WeakenedTest): string {
  const said = codeSpan(detail, 120)
  switch (what) {
    case 'deleted':
      return `deletes ${said}`
    case 'skipped':
      return `skips ${said}`
    case 'focused':
      return `focuses on some tests, ${said},`
    case 'assertions-removed':
      return `removes assertions (${said})`
    default:
      return what satisfies never
  }
}
