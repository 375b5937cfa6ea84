import { fileLimit } from '../../domain/candidate/file-limit.ts'
import type { HiddenText } from '../../domain/judgement/measures.ts'
import { PROTECTED_PATHS } from '../../domain/judgement/protected-paths.ts'
import { codeSpan } from '../../messages/foreign/foreign-text.ts'
import type { Gate } from './gate-case.ts'
import { isSubmodule, linksOutside, protectedPathTouched } from './paths.ts'

export const emptyDiff: Gate = ({ patch }) =>
  patch.files.length === 0 ? [{ gate: 'empty diff', reason: 'changes nothing' }] : []

export const protectedPath: Gate = ({ patch, settings }) => {
  const touched = protectedPathTouched(patch.files, [...PROTECTED_PATHS, ...settings.protected_paths])
  if (touched === undefined) return []
  return [{ gate: 'protected path', reason: `touches the protected path ${codeSpan(touched, 120)}` }]
}

export const submodule: Gate = ({ patch }) => {
  const file = patch.files.find(isSubmodule)
  return file ? [{ gate: 'submodule', reason: `adds a submodule at ${codeSpan(file.path, 120)}` }] : []
}

export const linkOutside: Gate = ({ patch }) => {
  const file = patch.files.find(linksOutside)
  if (!file) return []
  const reason = `links ${codeSpan(file.path, 120)} to a place outside the repository`
  return [{ gate: 'symbolic link', reason }]
}

export const oversizedFile: Gate = ({ patch, settings }) => {
  const limitOf = (path: string) => fileLimit(path, settings.speculation.rejection.max_file_bytes)
  const file = patch.files.find(({ path, bytes }) => bytes > limitOf(path))
  if (!file) return []
  const limit = limitOf(file.path)
  const reason = `writes ${codeSpan(file.path, 120)} with ${file.bytes} bytes; the limit is ${limit}`
  return [{ gate: 'file size', reason }]
}

/** Nobody can review it, and no measure of ours looks into it. Changed ones are told as a risk. */
export const newBinaryFile: Gate = ({ patch }) => {
  const added = patch.files.filter((one) => one.binary && (one.status === 'added' || one.status === 'copied'))
  const [file] = added
  if (!file) return []
  const more = added.length > 1 ? ` and ${added.length - 1} more` : ''
  return [{ gate: 'binary file', reason: `adds the binary file ${codeSpan(file.path, 120)}${more}` }]
}

/** A NUL byte makes every tool call a file binary: its lines are counted by nobody, and no rule looks at them. */
export const noText: Gate = ({ measures, patch }) => {
  const files = measures?.files ?? []
  const [file, ...more] = files.filter((one) => one.noText)
  const others = more.length > 0 ? ` and ${more.length} more` : ''
  if (file) {
    const reason = `makes a binary file of ${codeSpan(file.path, 120)}${others}, so that nobody can see what changed`
    return [{ gate: 'no text', reason }]
  }
  const named = patch.files.find(({ path, status }) => status in NEW && HIDDEN_IN_PATH.test(path))
  const hiding = files.find(({ hidden }) => hidden)
  const twice = files.find(({ sameButForCase }) => sameButForCase)
  const reason =
    (hiding?.hidden && hides(hiding.path, hiding.hidden)) ??
    (named && `names a file ${codeSpan(named.path, 120)}, with characters in it that nobody sees`) ??
    (twice &&
      `adds ${codeSpan(twice.path, 120)}, which differs from another file in nothing but capitals, and takes its place on many machines`)
  return reason === undefined ? [] : [{ gate: 'no text', reason }]
}

const NEW = { added: true, renamed: true, copied: true }
/** Git takes them all; who lists paths by lines or reads them does not see what they name. */
const HIDDEN_IN_PATH =
  /[\p{Cc}\u00AD\u061C\u115F\u1160\u180E\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\u3164\uFEFF\uFFA0\u{E0000}-\u{E01EF}]/u

const HIDING: Readonly<Record<HiddenText['what'], string>> = {
  direction:
    'a character that turns the direction of the text around, so that people read something else than what runs',
  control: 'a control character, with which a line can be hidden from who reads it',
  'carriage return': 'a carriage return within the line, with which the part before it can be hidden',
  invisible: 'characters that nobody sees',
  'look-alike': 'a name whose letters are of two alphabets and only look the same',
}

function hides(path: string, { line, what }: HiddenText): string {
  return `adds to ${codeSpan(path, 120)}, line ${line}, ${HIDING[what]}`
}
