import { asMapping, dig, readJson, readToml, readYaml } from '../files/read-data.ts'
import { readIni } from '../files/read-ini.ts'
import { isAdded, isAddition } from './additions.ts'
import { asBefore } from './harmless/as-before.ts'
import { onlyGrows, partValue } from './read/part-value.ts'
import { justBlocks, makeBlocks, saidOf } from './read/read-blocks.ts'
import { readGemfile } from './read/read-gemfile.ts'
import { readJsonStrictly } from './read/read-json-strictly.ts'
import {
  catalogOrigins,
  lineOrigins,
  mavenOrigins,
  npmOrigins,
  projectOrigins,
  requirementOrigins,
} from './read/read-origins.ts'
import { projectStatements, solutionStatements } from './read/read-projects.ts'
import {
  cmakeStatements,
  gradleStatements,
  mesonStatements,
  onlyGrew,
  type Statements,
} from './read/read-statements.ts'
import { readXml } from './read/read-xml.ts'

export interface Sides {
  readonly path: string
  /** Undefined where there is no such file. */
  readonly before: string | undefined
  readonly after: string | undefined
}

export interface ChangedParts {
  readonly parts: readonly string[]
  /** A side cannot be read, so that any part may be meant. */
  readonly isGuess: boolean
}

/** Those of the parts that differ; at least one where a side cannot be read. */
export function changedParts(sides: Sides, parts: readonly string[]): ChangedParts {
  if (sides.before === sides.after) return { parts: [], isGuess: false }
  const added = parts.filter((part) => isAddition(part) && isAdded(sides, part))
  const others = parts.filter((part) => !isAddition(part))
  if (others.length === 0) return { parts: added, isGuess: false }
  const changed = changedOthers(sides, others)
  return added.length > 0 && changed.isGuess
    ? { parts: added, isGuess: false }
    : { ...changed, parts: [...added, ...changed.parts] }
}

function changedOthers(sides: Sides, parts: readonly string[]): ChangedParts {
  try {
    const isChanged = remembered(sides)
    if (isChanged) return { parts: parts.filter(isChanged), isGuess: false }
  } catch (error) {
    // Nested deeper than the stack.
    if (!(error instanceof RangeError)) throw error
    return { parts: parts.slice(0, 1), isGuess: true }
  }
  // Read twice it may differ from what is read once: the part is named by what the last of several keys says.
  const isSmall = Math.max(sides.before?.length ?? 0, sides.after?.length ?? 0) < MAX_GUESSED
  const asLast = isSmall ? values(sides, readJson) : undefined
  const differing = asLast ? parts.filter(asLast) : []
  return differing.length > 0
    ? { parts: differing, isGuess: false }
    : { parts: parts.slice(0, 1), isGuess: true }
}

const MAX_GUESSED = 20_000

type PartTest = (part: string) => boolean

const known = new WeakMap<Sides, { readonly isChanged: PartTest | undefined }>()

/** Many judges ask for parts of the same file. */
function remembered(sides: Sides): PartTest | undefined {
  const found = known.get(sides) ?? { isChanged: comparison(sides) }
  known.set(sides, found)
  return found.isChanged
}

function comparison(sides: Sides): PartTest | undefined {
  const name = sides.path.slice(sides.path.lastIndexOf('/') + 1).toLowerCase()
  if (/^(gnu)?makefile|\.mk$/.test(name) && !name.endsWith('.toml')) return blocks(sides, makeBlocks)
  if (/justfile$|\.just$/.test(name)) return blocks(sides, justBlocks)
  if (/\.gradle(\.kts)?$/.test(name)) return statements(sides, gradleStatements)
  if (name === 'cmakelists.txt') return statements(sides, cmakeStatements)
  if (name === 'meson.build') return statements(sides, mesonStatements)
  if (/\.(cs|fs|vb)proj$/.test(name)) return statements(sides, projectStatements)
  if (/\.slnx?$/.test(name)) return statements(sides, solutionStatements)
  const read = readerOf(name, sides.path)
  return read && values(sides, read)
}

function blocks({ before = '', after = '' }: Sides, read: typeof makeBlocks): PartTest {
  const [was, is] = [read(before), read(after)]
  return (part) => {
    const name = part.replace(/\+$/, '')
    const sides = [saidOf(was, name), saidOf(is, name)] as const
    const grew = name !== part && hasAllWords(...sides)
    return !grew && JSON.stringify(sides[0]) !== JSON.stringify(sides[1])
  }
}

function statements(
  { before, after }: Sides,
  read: (text: string) => Statements | undefined,
): PartTest | undefined {
  const [was, is] = [read(before ?? ''), read(after ?? '')]
  if (before === undefined || after === undefined || !was || !is) return undefined
  return () => !onlyGrew(was, is)
}

/** Every word of before is still there; what a word may be is said by its name. */
function hasAllWords(before: readonly string[], after: readonly string[]): boolean {
  const left = new Map<string, number>()
  for (const word of after.join(' ').split(/\s+/)) left.set(word, (left.get(word) ?? 0) + 1)
  return before
    .join(' ')
    .split(/\s+/)
    .every((word) => {
      const count = left.get(word) ?? 0
      left.set(word, count - 1)
      return count > 0
    })
}

type Read = (text: string) => unknown

function values({ path, before, after }: Sides, read: Read): PartTest | undefined {
  const [was, now] = [before, after].map((text) => (text === undefined ? {} : read(text)))
  if (was === undefined || now === undefined) return undefined
  const is = asBefore(path, was, now)
  const isTaskfile = !path.endsWith('.toml') && Object.hasOwn(asMapping(was), 'tasks')
  return (part) => {
    const isData = partValue(was, part) !== partValue(is, part) && !onlyGrows(was, is, part)
    return isData || (isTaskfile && partValue(taskOf(was, part), part) !== partValue(taskOf(is, part), part))
  }
}

/** A task of a Taskfile, and what all of them share. */
function taskOf(data: unknown, part: string): unknown {
  const { tasks: _, version: __, ...shared } = asMapping(data)
  return { [part]: [dig(data, 'tasks', part), shared] }
}

/** What a file says, where it is data; undefined where it is code, or cannot be read. */
export function dataOf(path: string, text: string): unknown {
  return readerOf(path.slice(path.lastIndexOf('/') + 1).toLowerCase(), path)?.(text)
}

const REQUIREMENTS =
  /(?:^|\/)(?:requirements[^/]*\/[^/]+|[^/]*(?:requirements|constraints)[^/]*)\.(?:txt|in)$/i

function readerOf(name: string, path: string): Read | undefined {
  if (name === 'package-lock.json' || name === 'npm-shrinkwrap.json') return npmOrigins
  if (name === 'yarn.lock' || name === 'pnpm-lock.yaml') return lineOrigins
  if (name.endsWith('.versions.toml')) return catalogOrigins
  if (name === 'pyproject.toml') return projectOrigins
  if (name === 'pom.xml') return pomOf
  if (REQUIREMENTS.test(path)) return requirementOrigins
  if (name === 'setup.py')
    return (text) => ({ pytest11: text.match(/["']pytest11["'][^\]\n]{0,300}/g) ?? [] })
  if (/\.toml$|^pipfile$|^config$/.test(name)) return readToml
  if (/\.(ya?ml|clang-\w+)$/.test(name)) return readYaml
  if (/\.(xml|props|targets)$/.test(name)) return readXml
  if (/\.(ini|cfg)$|^\.(flake8|coveragerc|pylintrc)$/.test(name)) return sectionsOf
  if (name === 'gemfile' || name === 'gems.rb' || name.endsWith('.gemfile')) return readGemfile
  if (name === 'go.mod') return goMod
  if (name === 'gradle.properties') return propertiesOf
  if (name === 'modules.txt') return (text) => ({ lines: text.split('\n') })
  if (/\.(json|jsonc|json5)$|rc$/.test(name)) return readJsonStrictly
  return undefined
}

/** What is written in escapes or over several lines may be any key. */
function propertiesOf(text: string): unknown {
  if (text.includes('\\')) return undefined
  const lines = text.split('\n').map((line) => line.trim())
  return Object.fromEntries(
    lines
      .filter((line) => line !== '' && !/^[#!]/.test(line))
      .map((line): readonly [string, string] => {
        const at = line.search(/[=:\s]/)
        return at < 0 ? [line, ''] : [line.slice(0, at), line.slice(at)]
      })
      // The version of a library may be another one, whatever the library is called.
      .filter(
        ([key, value]) => !(/version$/i.test(key) && /^[=:\s]{1,20}v?\d+(?:\.\d+)+[\w.+-]*$/.test(value)),
      ),
  )
}

function pomOf(text: string): unknown {
  const project = readXml(text)
  return project && { ...project, origins: mavenOrigins(project) }
}

function sectionsOf(text: string): unknown {
  return Object.fromEntries(Array.from(readIni(text), ([name, keys]) => [name, Object.fromEntries(keys)]))
}

/** Directives by name, in blocks or alone. */
function goMod(text: string): unknown {
  const found: Record<string, string[]> = {}
  let open: string | undefined
  for (const line of text.split('\n')) {
    const plain = line.replace(/\/\/.*$/, '').trim()
    const [first = '', ...rest] = plain.split(/\s+/)
    if (plain === '') continue
    if (open !== undefined && plain === ')') open = undefined
    else if (rest[0] === '(') open = first
    else {
      const name = open ?? first
      found[name] ??= []
      found[name].push(open === undefined ? rest.join(' ') : plain)
    }
  }
  return found
}
