import { isForeignArtifact } from './read-origins.ts'

/**
 * Build files that are programs: their statements in order, without those that only say what the product is made of. Undefined where
 * their brackets do not match.
 */
export interface Statements {
  readonly judging: readonly string[]
  /** What may be added without changing what is there. */
  readonly mayCome: RegExp
}

const DEPENDENCY =
  /^\w+[ (]+(?:["'(]|libs\.|project\b|platform\b|enforcedPlatform\b|kotlin\b|testFixtures\b|files\b|gradleApi\b|npm\b|group:|name:)[^{};]*$/
const FREE_LINE = /^(?:version|group|description)\b\s*=?\s*["'][^{};]*$/

/** Gradle: dependencies and the version are the product's; every other line says how it is built and tested. */
export function gradleStatements(text: string): Statements | undefined {
  const judging: string[] = []
  const open: string[] = []
  for (const line of withoutComments(text).split('\n')) {
    const plain = line.trim().replace(/\s+/g, ' ')
    if (plain === '') continue
    const isInside = open.some((one) => /^dependencies\b/.test(one))
    const isFree = isInside
      ? DEPENDENCY.test(plain) && !isForeign(plain)
      : FREE_LINE.test(plain) && open.length === 0
    const isBlock = /^dependencies ?\{$/.test(plain) || (isInside && plain === '}')
    if (!isFree && !isBlock) judging.push(plain)
    for (const [bracket] of plain.replace(/"[^"]*"|'[^']*'/g, '').matchAll(/[{}]/g)) {
      if (bracket === '{') open.push(plain)
      else if (open.pop() === undefined) return undefined
    }
  }
  return open.length === 0 ? { judging, mayCome: /^include\b/ } : undefined
}

function isForeign(line: string): boolean {
  const [, group = '', artifact = ''] = /["']([\w.-]{1,200}):([\w.-]{1,200})[:"']/.exec(line) ?? []
  return isForeignArtifact(group, artifact)
}

function withoutComments(text: string): string {
  return text.replace(
    /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\/\/[^\n]*|\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\//g,
    (part) => (part.startsWith('/') ? ' ' : part),
  )
}

const COMMAND = /^[ \t]*([A-Za-z_]\w*)[ \t]*\(/gm
const PRODUCT =
  /^(add_library|add_executable|target_sources|target_link_libraries|target_include_directories|target_compile_features|find_package|install|project|cmake_minimum_required|message|fetchcontent_\w+|find_library|find_path|set_target_properties|source_group|configure_file|export|pkg_check_modules|file|list)$/

/** CMake: libraries, programs and their sources are the product's, but no source of a test may go. */
export function cmakeStatements(text: string): Statements | undefined {
  const judging = callsOf(text, PRODUCT)
  return (
    judging && {
      judging,
      mayCome: /^(source |add_test |gtest_discover_tests |catch_discover_tests |add_subdirectory )/,
    }
  )
}

const PRODUCT_OF_MESON =
  /^(library|static_library|shared_library|shared_module|both_libraries|executable|jar|dependency|declare_dependency|include_directories|install_\w+|files|configure_file|project|message|warning|summary|custom_target|vcs_tag|import|generate|pkgconfig|set_quoted|set10|found)$/

/** Meson: as with CMake; a name that is given a value comes with what it is given. */
export function mesonStatements(text: string): Statements | undefined {
  const calls = callsOf(text.replace(/^[ \t]*[\w.]+[ \t]*\+?=[ \t]*(?=[A-Za-z_])/gm, ''), PRODUCT_OF_MESON)
  return calls && { judging: calls, mayCome: /^(source |test |subdir )(?!.*should_fail)/ }
}

function callsOf(text: string, product: RegExp): readonly string[] | undefined {
  const source = text.replace(/"(?:[^"\\]|\\.)*"|#\[\[[^\]]*\]\]|#[^\n]*/g, (part) =>
    part.startsWith('#') ? ' ' : part,
  )
  const judging: string[] = []
  let from = 0
  for (const { index, 0: start, 1: name = '' } of source.matchAll(COMMAND)) {
    if (index < from) continue
    const end = closing(source, index + start.length - 1)
    if (end < 0) return undefined
    from = end
    const words = source
      .slice(index + start.length, end)
      .trim()
      .split(/\s+/)
    const isVariable =
      name.toLowerCase() === 'set' && !/^(CMAKE|CTEST|BUILD_TESTING|ENV|\w*TEST)/.test(words[0] ?? '')
    if (!product.test(name.toLowerCase()) && !isVariable)
      judging.push(`${name.toLowerCase()} ${words.join(' ')}`)
    else for (const word of words) if (/test/i.test(word)) judging.push(`source ${words[0]} ${word}`)
  }
  return judging
}

function closing(text: string, open: number): number {
  let depth = 0
  for (let at = open; at < text.length; at += 1) {
    if (text[at] === '"') {
      const end = text.indexOf('"', at + 1)
      if (end < 0) return -1
      at = end
    } else if (text[at] === '(') depth += 1
    else if (text[at] === ')' && --depth === 0) return at
  }
  return -1
}

/** Everything is still there, in its order, and what came may come. */
export function onlyGrew(before: Statements, after: Statements): boolean {
  const rest = before.judging.values()
  let next = rest.next()
  for (const one of after.judging) {
    if (!next.done && next.value === one) next = rest.next()
    else if (!after.mayCome.test(one)) return false
  }
  return next.done === true
}
