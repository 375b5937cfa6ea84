import type { Measures } from '../../domain/measures.ts'
import { codeSpan } from '../../messages/foreign-text.ts'
import type { Gate } from './gate-case.ts'
import { isTests } from './tests.ts'

type MeasuredFile = Measures['files'][number]

/**
 * Checks are green for whoever does nothing, and nobody is smaller: what changes no code solves no issue about code. In stage `red`
 * the tests are what is asked for; a patch of tests alone has a gate of its own.
 */
export const noCode: Gate = ({ measures, stage }) => {
  const files = measures?.files ?? []
  if (stage === 'red' || files.length === 0) return []
  const told = files.map((file) => ({ file, what: without(file) }))
  const idle = told.filter(({ what }) => what !== undefined && what !== 'tests')
  if (idle.length === 0 || told.some(({ what }) => what === undefined)) return []
  const kinds = [...new Set(idle.map(({ what }) => what))]
  const [first] = idle
  const more = idle.length > 1 ? ` and ${idle.length - 1} more` : ''
  const beside = idle.length < files.length ? ', beside tests' : ''
  const what = kinds.join(' and ')
  const where = kinds.join() === 'an empty file' ? ',' : ' in'
  const reason = `changes no code: only ${what}${where} ${codeSpan(first?.file.path ?? '', 120)}${more}${beside}`
  return [{ gate: 'no code', reason }]
}

/** What the change of a file amounts to, where that is no code. */
function without(file: MeasuredFile): string | undefined {
  if (file.class === 'documentation') return 'documentation'
  if (isTests(file)) return 'tests'
  if (file.class === 'source' && HOUSEKEEPING.test(file.path))
    return 'what git, editors and reviews are set to'
  return file.only
}

/** Of what is built or shipped, they change nothing; what else is named like that (`.gitattributes`, `.npmignore`) may. */
const HOUSEKEEPING =
  /(?:^|\/)(?:\.gitignore|\.git(?:keep|-blame-ignore-revs)|\.keep|\.mailmap|\.editorconfig|CODEOWNERS|OWNERS|\.all-contributorsrc|FUNDING\.ya?ml|AUTHORS|CONTRIBUTORS|MAINTAINERS)$/
