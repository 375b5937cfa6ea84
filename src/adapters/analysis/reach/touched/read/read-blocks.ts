/** A rule, a recipe, a variable or a setting, with the lines that it consists of and the conditions that it stands under. */
export interface Block {
  readonly names: readonly string[]
  readonly text: string
  /** It says how everything else in the file runs. */
  readonly isGeneral: boolean
}

const CONDITION = /^(ifeq|ifneq|ifdef|ifndef|else)\b/
const VARIABLE =
  /^(?:override |export |private |unexport |define |undefine )*\s*([\w.%-]+)\s*(?:\+|\?|:{0,3}|!)=/
/** Variables that change what every recipe means. */
const GENERAL_VARIABLE =
  /^(\.?SHELL|\.SHELLFLAGS|\w*MAKE\w*|\.\w+|\w*PATH|\w*FLAGS|\w*_?OPT(ION)?S|NODE\w*|PYTEST\w*|PYTHON\w*|RUBY\w*|GO\w*|CARGO\w*|RUST\w*|CC|CXX|LD|BASH_ENV|ENV)$/

/** What may stand in a makefile, in blocks; both branches of a condition count, each with its condition. */
export function makeBlocks(text: string): readonly Block[] {
  const blocks: { names: readonly string[]; lines: string[]; isGeneral: boolean }[] = []
  const conditions: string[] = []
  let isDefining = false
  for (const line of logicalLines(text)) {
    const plain = line.replace(/(^|[^\\])#.*$/, '$1').trim()
    const current = blocks.at(-1)
    if (isDefining || (line.startsWith('\t') && current)) {
      current?.lines.push(line.trim())
      if (/^endef\b/.test(plain)) isDefining = false
    } else if (/^endif\b/.test(plain)) conditions.pop()
    else if (CONDITION.test(plain)) {
      const isElse = plain.startsWith('else')
      conditions.push(isElse ? `${conditions.pop() ?? ''} ${plain}` : plain)
    } else if (plain !== '') {
      isDefining = /^define\b/.test(plain)
      blocks.push({ ...namesOf(plain), lines: [...conditions, plain] })
    }
  }
  return withDefaultGoal(
    blocks.map(({ names, lines, isGeneral }) => ({
      names,
      isGeneral,
      text: lines.map(withoutSources).join('\n'),
    })),
    (text) => /^[^=]*:(?!=)/.test(text.split('\n').at(-1) ?? '') || text.includes(':'),
  )
}

/** What a program is made of is the product's; what tests it is not. */
function withoutSources(line: string): string {
  const words = line.split(/\s+/)
  const isSource = (word: string) =>
    /^[\w./-]+\.(?:o|lo|obj|c|cc|cpp|cxx|h|hh|hpp|f90)$/.test(word) && !/test|check|spec/i.test(word)
  return words.filter((word) => !isSource(word)).join(' ')
}

/** What runs where nothing is asked for: the first of all. */
function withDefaultGoal(blocks: readonly Block[], isRule: (text: string) => boolean): readonly Block[] {
  const first = blocks.find(
    ({ names, text }) => names.some((one) => /^[^.%]/.test(one)) && isRule(text) && !text.includes('='),
  )
  return blocks.map((one) => (one === first ? { ...one, names: [...one.names, DEFAULT_GOAL] } : one))
}

const DEFAULT_GOAL = '.DEFAULT_GOAL'

function namesOf(plain: string): { names: readonly string[]; isGeneral: boolean } {
  const [, variable] = VARIABLE.exec(plain) ?? []
  const name = variable ?? /^define\s+([\w.-]+)/.exec(plain)?.[1]
  const isExport = /^(export|unexport)\b/.test(plain)
  if (name !== undefined) return { names: [name], isGeneral: isExport || GENERAL_VARIABLE.test(name) }
  const at = plain.indexOf(':')
  if (at < 1) return { names: [], isGeneral: true }
  const targets = plain.slice(0, at).split(/\s+/)
  const phony = targets.includes('.PHONY') ? plain.slice(at + 1).split(/\s+/) : []
  if (phony.length > 0) return { names: phony.map((one) => `.PHONY ${one}`), isGeneral: false }
  const isExpanded = targets.some((one) => one.includes('$'))
  return { names: targets, isGeneral: isExpanded || targets.some((one) => /^\.[A-Z]/.test(one)) }
}

/** What may stand in a justfile. */
export function justBlocks(text: string): readonly Block[] {
  const blocks: { names: readonly string[]; lines: string[]; isGeneral: boolean }[] = []
  let attributes: string[] = []
  for (const line of logicalLines(text)) {
    if (/^\s/.test(line)) blocks.at(-1)?.lines.push(line.trim())
    else if (line.startsWith('[')) attributes.push(line)
    else if (line !== '' && !line.startsWith('#')) {
      const [, name] = /^(?:export\s+|alias\s+)?@?([\w-]+)/.exec(line) ?? []
      const isGeneral = /^(set|import|mod|export)\b/.test(line)
      blocks.push({ names: name === undefined ? [] : [name], lines: [...attributes, line], isGeneral })
      attributes = []
    }
  }
  const all = blocks.map(({ names, lines, isGeneral }) => ({
    names,
    isGeneral,
    text: lines.join('\n').trim(),
  }))
  return withDefaultGoal(all, (text) => /^@?[\w-]+[^=\n]*:/.test(text))
}

function logicalLines(text: string): string[] {
  return text.replace(/\\\r?\n[ \t]*/g, ' ').split(/\r?\n/)
}

/** All that is said of a name, and of everything: equal on both sides where the patch says nothing of it. */
export function saidOf(blocks: readonly Block[], name: string): readonly string[] {
  const isMeant = (one: string) => one === name || one === `.PHONY ${name}` || matches(one, name)
  return blocks
    .filter(({ names, isGeneral }) => isGeneral || names.some(isMeant))
    .map(({ names, text }) => (names.includes(`.PHONY ${name}`) ? '.PHONY' : text))
}

function matches(pattern: string, target: string): boolean {
  const at = pattern.indexOf('%')
  if (at < 0) return false
  const [start, end] = [pattern.slice(0, at), pattern.slice(at + 1)]
  return target.length > start.length + end.length && target.startsWith(start) && target.endsWith(end)
}
