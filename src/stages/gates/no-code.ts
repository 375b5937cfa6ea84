import type { IdleChange, Measures } from '../../domain/judgement/measures.ts'
import { codeSpan } from '../../messages/foreign/foreign-text.ts'
import type { PatchGate } from './gate.ts'
import type { GateCase } from './gate-case.ts'
import { isTests } from './tests.ts'

type MeasuredFile = Measures['files'][number]

/**
 * A patch that does nothing keeps all checks green and is the smallest of all; but a patch that changes no code does
 * not solve an issue about code.
 */
export const noCode: PatchGate = {
  name: 'no code',
  class: 'own',
  judge: onlyIdle,
  switchedOffBy: ['gates.off'],
  documentation:
    'a patch of nothing but documentation, comments, layout, permissions, a version number, what git and editors read, or code whose effect nobody could see ([below](#code-without-effect)); switch it off where issues are about documentation',
}

/** In stage `red` the tests are what is asked for; a patch of tests alone has a gate of its own. */
function onlyIdle({ measures, stage }: GateCase): readonly string[] {
  const files = measures?.files ?? []
  if (stage === 'red' || files.length === 0) return []
  const reported = files.map((file) => ({ file, what: without(file) }))
  const idle = reported.filter(({ what }) => what !== undefined && what !== 'tests')
  if (idle.length === 0 || reported.some(({ what }) => what === undefined)) return []
  const beside = idle.length < files.length ? ', beside tests' : ''
  const silent = idle.filter(({ file }) => file.idle)
  const reason = silent.length > 0 ? saysNothing(silent, idle.length - silent.length) : saysOnly(idle)
  return [`${reason}${beside}`]
}

interface IdleFile {
  readonly file: MeasuredFile
  readonly what: string | undefined
}

function saysOnly(idle: readonly IdleFile[]): string {
  const kinds = [...new Set(idle.map(({ what }) => what))]
  const [first] = idle
  const more = idle.length > 1 ? ` and ${idle.length - 1} more` : ''
  const where = kinds.join() === 'an empty file' ? ',' : ' in'
  return `changes no code: only ${kinds.join(' and ')}${where} ${codeSpan(first?.file.path ?? '', 120)}${more}`
}

/** Code without an effect on anything that runs, in the words of what it is. */
function saysNothing(silent: readonly IdleFile[], others: number): string {
  const [first] = silent
  const all = first?.file.idle ?? []
  const reported = [...new Set(all.map(idleChangeText))].slice(0, 2).join(' and ')
  const rest = silent.length - 1 + others
  const more =
    rest > 0 ? `, and nothing that does more in ${rest} other ${rest === 1 ? 'file' : 'files'}` : ''
  return `changes no behaviour: ${reported} in ${codeSpan(first?.file.path ?? '', 120)}${more}`
}

function idleChangeText({ what, name = '', to = '' }: IdleChange): string {
  switch (what) {
    case 'function':
      return `adds the function ${codeSpan(name, 60)}, which nothing calls,`
    case 'variable':
      return `adds the variable ${codeSpan(name, 60)}, which nothing reads,`
    case 'type':
    case 'macro':
      return `adds the ${what} ${codeSpan(name, 60)}, which nothing uses,`
    case 'import':
      return `imports ${codeSpan(name, 60)}, which nothing uses,`
    case 'dead code':
      return 'adds code that never runs'
    case 'no effect':
      return 'adds a statement without effect'
    case 'another name':
      return `renames the local ${codeSpan(name, 60)} to ${codeSpan(to, 60)}`
    case 'other words':
      return 'says the same in other words'
    default:
      return what satisfies never
  }
}

/** What the change of a file amounts to, where it is not code. */
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
