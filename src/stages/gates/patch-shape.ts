import { fileLimit } from '../../domain/candidate/file-limit.ts'
import type { HiddenText } from '../../domain/judgement/measures.ts'
import { PROTECTED_PATHS } from '../../domain/judgement/protected-paths.ts'
import { codeSpan } from '../../messages/foreign/foreign-text.ts'
import type { PatchGate } from './gate.ts'
import type { GateCase } from './gate-case.ts'
import { isSubmodule, linksOutside, protectedPathTouched } from './paths.ts'

export const emptyDiff: PatchGate = {
  name: 'empty diff',
  class: 'guard',
  judge: ({ patch }) => (patch.files.length === 0 ? ['changes nothing'] : []),
  documentation: 'a patch that changes nothing',
}

export const protectedPath: PatchGate = {
  name: 'protected path',
  class: 'guard',
  judge: ({ patch, settings }) => {
    const touched = protectedPathTouched(patch.files, [...PROTECTED_PATHS, ...settings.protected_paths])
    return touched === undefined ? [] : [`touches the protected path ${codeSpan(touched, 120)}`]
  },
  threshold: ({ protected_paths: { length } }) =>
    `the built-in ones${length === 0 ? '' : ` and ${length} of the repository`}`,
  documentation:
    "what decides how code is checked, reviewed or generated, such as `.github/**`, `CODEOWNERS` or `AGENTS.md`, and the repository's own `protected_paths`",
}

export const submodule: PatchGate = {
  name: 'submodule',
  class: 'guard',
  judge: ({ patch }) =>
    patch.files
      .filter(isSubmodule)
      .slice(0, 1)
      .map(({ path }) => `adds a submodule at ${codeSpan(path, 120)}`),
  documentation: 'a submodule',
}

export const linkOutside: PatchGate = {
  name: 'symbolic link',
  class: 'guard',
  judge: ({ patch }) =>
    patch.files
      .filter(linksOutside)
      .slice(0, 1)
      .map(({ path }) => `links ${codeSpan(path, 120)} to a place outside the repository`),
  documentation: 'a link to a place outside the repository',
}

export const oversizedFile: PatchGate = {
  name: 'file size',
  class: 'guard',
  judge: ({ patch, settings }) => {
    const limitOf = (path: string) => fileLimit(path, settings.speculation.rejection.max_file_bytes)
    const file = patch.files.find(({ path, bytes }) => bytes > limitOf(path))
    if (!file) return []
    const limit = limitOf(file.path)
    return [`writes ${codeSpan(file.path, 120)} with ${file.bytes} bytes; the limit is ${limit}`]
  },
  threshold: ({ speculation }) => `at most ${speculation.rejection.max_file_bytes} bytes`,
  documentation:
    'a file of the base that has more bytes than `speculation.rejection.max_file_bytes`, a lock file of twenty times as many',
}

/** Nobody can review it, and no measure of ours looks into it. Changed ones are reported as a risk. */
export const newBinaryFile: PatchGate = {
  name: 'binary file',
  class: 'own',
  judge: ({ patch }) => {
    const added = patch.files.filter(
      (one) => one.binary && (one.status === 'added' || one.status === 'copied'),
    )
    const [file] = added
    if (!file) return []
    const more = added.length > 1 ? ` and ${added.length - 1} more` : ''
    return [`adds the binary file ${codeSpan(file.path, 120)}${more}`]
  },
  switchedOffBy: ['gates.off'],
  documentation: 'a new binary file',
}

export const noText: PatchGate = {
  name: 'no text',
  class: 'own',
  judge: hiddenText,
  documentation:
    'a text file that becomes one that no diff shows, lines that hide something from their reader (direction marks, invisible and control characters), paths that differ only in capitals',
}

/** A NUL byte makes every tool call a file binary: its lines are counted by nobody, and no rule looks at them. */
function hiddenText({ measures, patch }: GateCase): readonly string[] {
  const files = measures?.files ?? []
  const [file, ...more] = files.filter((one) => one.noText)
  const others = more.length > 0 ? ` and ${more.length} more` : ''
  if (file)
    return [
      `makes a binary file of ${codeSpan(file.path, 120)}${others}, so that nobody can see what changed`,
    ]
  const named = patch.files.find(({ path, status }) => status in NEW && HIDDEN_IN_PATH.test(path))
  const hiding = files.find(({ hidden }) => hidden)
  const twice = files.find(({ sameButForCase }) => sameButForCase)
  const reason =
    (hiding?.hidden && hides(hiding.path, hiding.hidden)) ??
    (named && `names a file ${codeSpan(named.path, 120)}, with characters in it that nobody sees`) ??
    (twice &&
      `adds ${codeSpan(twice.path, 120)}, which differs from another file in nothing but capitals, and takes its place on many machines`)
  return reason === undefined ? [] : [reason]
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
