import { codeSpan } from '../../messages/foreign-text.ts'
import type { Gate } from './gate-case.ts'
import { isSubmodule, linksOutside, PROTECTED_PATHS, protectedPathTouched } from './paths.ts'

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
  const limit = settings.speculation.rejection.max_file_bytes
  const file = patch.files.find((one) => one.bytes > limit)
  if (!file) return []
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
export const noText: Gate = ({ measures }) => {
  const [file, ...more] = (measures?.files ?? []).filter((one) => one.noText)
  if (!file) return []
  const others = more.length > 0 ? ` and ${more.length} more` : ''
  const reason = `makes a binary file of ${codeSpan(file.path, 120)}${others}, so that nobody can see what changed`
  return [{ gate: 'no text', reason }]
}
