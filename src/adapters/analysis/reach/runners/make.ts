import type { Command } from '../commands/command.ts'
import { isKnown, resolvePath, shown } from '../shell/words.ts'
import { type Place, through, type Walk } from '../walk.ts'
import { expandMake, type Makefile, type Rule, readMakefile } from './read-makefile.ts'

/** In the order in which GNU make looks for them: a new one before the one that is there would take its place. */
const NAMES = ['GNUmakefile', 'makefile', 'Makefile']

/** Targets with their prerequisites, and the variables and included files that they use. */
export async function make(walk: Walk, { program, args, place }: Command): Promise<void> {
  const call = readCall(args)
  const folder = call.folder === undefined ? place.folder : resolvePath(place.folder, call.folder)
  const said = shown([program, ...args])
  if (folder === undefined) return walk.unfollowed(place, said, 'where it runs is known only at run time')
  const file = findMakefile(walk, folder, call.file)
  if (file === undefined) {
    const made = resolvePath(folder, 'Makefile.am')
    if (made !== undefined && walk.files.has(made)) return automake(walk, made, through(place, made))
    return walk.unfollowed(place, said, 'there is no makefile on the base: it is made while the check runs')
  }
  const preferred = call.file === undefined ? NAMES.slice(0, NAMES.indexOf(baseName(file))) : []
  for (const name of preferred) {
    walk.found(place, { path: join(folder, name), isPattern: true, how: 'loads' })
  }
  const made = await readAll(walk, file, { ...place, folder })
  const variables = new Map([...made.makefile.variables, ...call.variables])
  const targets =
    call.targets.length > 0 ? call.targets : [defaultTarget(made.makefile)].flatMap((one) => one ?? [])
  const reached = {
    walk,
    makefile: { ...made.makefile, variables },
    used: new Set<string>(),
    parts: new Set<string>(),
  }
  const here = through(place, `${file}: ${targets.join(' ')}`, { folder })
  for (const target of targets) await reach(reached, target, here)
  for (const path of made.files) {
    const isWhole = made.makefile.isDynamic || reached.parts.size === 0
    const goal = call.targets.length === 0 ? ['.DEFAULT_GOAL'] : []
    const parts = [...reached.parts, ...namesUsed(reached.used, made.makefile.variables), ...goal]
    walk.found(here, { path, ...(!isWhole && { parts }), how: 'runs' })
  }
}

/** https://www.gnu.org/software/automake/manual/html_node/Tests.html */
const OF_AUTOMAKE = [
  'TESTS+',
  'SUBDIRS+',
  'check_PROGRAMS+',
  'check_SCRIPTS+',
  ...['XFAIL_TESTS', 'TESTS_ENVIRONMENT', 'AM_TESTS_ENVIRONMENT', 'LOG_COMPILER', 'LOG_DRIVER', 'LOG_FLAGS'],
  ...['TEST_EXTENSIONS', 'SH_LOG_COMPILER', 'AM_LOG_FLAGS', 'AM_MAKEFLAGS', 'DISTCHECK_CONFIGURE_FLAGS'],
  ...['check', 'check-local', 'check-am', 'check-TESTS', 'all-local', 'distcheck-hook', 'installcheck-local'],
]

/** What `configure` makes makefiles of: what it says of tests. */
function automake(walk: Walk, path: string, place: Place): void {
  const beside = path.slice(0, path.lastIndexOf('/') + 1)
  for (const one of walk.files.paths)
    if (one.startsWith(beside) && /(^|\/)Makefile\.am$/.test(one))
      walk.found(place, { path: one, parts: OF_AUTOMAKE, how: 'runs' })
  for (const name of ['GNUmakefile', 'makefile'])
    walk.found(place, { path: `${beside}${name}`, isPattern: true, how: 'loads' })
}

interface Call {
  readonly folder: string | undefined
  readonly file: string | undefined
  readonly targets: readonly string[]
  readonly variables: ReadonlyMap<string, string>
}

function readCall(args: readonly string[]): Call {
  const targets: string[] = []
  const variables = new Map<string, string>()
  let folder: string | undefined
  let file: string | undefined
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? ''
    const [, long, value] = /^(--directory|--file|--makefile)=(.*)$/.exec(arg) ?? []
    if (long === '--directory') folder = value
    else if (long) file = value
    else if (/^(-C|--directory)$/.test(arg)) {
      at += 1
      folder = args[at]
    } else if (/^(-f|--file|--makefile)$/.test(arg)) {
      at += 1
      file = args[at]
    } else if (/^-C./.test(arg)) folder = arg.slice(2)
    else if (/^-f./.test(arg)) file = arg.slice(2)
    else if (/^(-[jloWIO]|--jobs)$/.test(arg) && /^\d+$/.test(args[at + 1] ?? '')) at += 1
    else if (arg.startsWith('-')) continue
    else if (/^\w+[:+?]?=/.test(arg))
      variables.set(arg.replace(/[:+?]?=.*$/s, ''), arg.slice(arg.indexOf('=') + 1))
    else if (isKnown(arg)) targets.push(arg)
  }
  return { folder, file, targets, variables }
}

function findMakefile(walk: Walk, folder: string, named: string | undefined): string | undefined {
  const names = named === undefined ? NAMES : [named]
  return names.flatMap((name) => resolvePath(folder, name) ?? []).find((path) => walk.files.has(path))
}

const MAX_INCLUDED = 30

/** A makefile with everything that it includes. */
async function readAll(
  walk: Walk,
  file: string,
  place: Place,
): Promise<{ makefile: Makefile; files: readonly string[] }> {
  const files = [file]
  const rules: Rule[] = []
  const variables = new Map<string, string>()
  let isDynamic = false
  for (let at = 0; at < files.length && at < MAX_INCLUDED; at += 1) {
    const path = files[at] ?? ''
    const text = await walk.files.read(path)
    if (text === undefined) walk.unfollowed(place, path, 'it cannot be read as text')
    const made = readMakefile(text ?? '')
    rules.push(...made.rules)
    for (const [name, value] of made.variables) variables.set(name, value)
    isDynamic ||= made.isDynamic || text === undefined
    for (const included of made.includes) {
      const found = resolvePath(place.folder, expandMake(included, variables, new Set()))
      if (found === undefined)
        walk.unfollowed(place, `include ${included}`, 'which file it is is known only at run time')
      else if (!walk.files.has(found)) walk.found(place, { path: found, isPattern: true, how: 'loads' })
      else if (!files.includes(found)) files.push(found)
    }
  }
  return { makefile: { rules, variables, includes: [], isDynamic }, files }
}

function defaultTarget({ rules, variables }: Makefile): string | undefined {
  const goal = variables.get('.DEFAULT_GOAL')
  return (
    goal ?? rules.flatMap(({ targets }) => targets).find((one) => !one.startsWith('.') && !one.includes('%'))
  )
}

interface MakeWalk {
  readonly walk: Walk
  readonly makefile: Makefile
  readonly used: Set<string>
  readonly parts: Set<string>
}

async function reach(reached: MakeWalk, target: string, place: Place): Promise<void> {
  const { walk, makefile, used, parts } = reached
  if (parts.has(target) || !walk.enters(place, `target ${target}`)) return
  const rules = makefile.rules.filter((rule) =>
    expanded(rule.targets, reached).some((one) => matches(one, target)),
  )
  if (rules.length === 0) return
  parts.add(target)
  for (const rule of rules) {
    for (const name of rule.targets) if (name.includes('%')) parts.add(name)
    for (const name of expanded(rule.prerequisites, reached))
      if (isKnown(name)) await reach(reached, name, place)
    const lines = rule.recipe.map((line) =>
      expandMake(line.replace(/^\s*[-@+]*/, ''), makefile.variables, used),
    )
    for (const line of lines) if (line.trim() !== '') await walk.script(line, place)
  }
}

function expanded(words: readonly string[], { makefile, used }: MakeWalk): readonly string[] {
  return words
    .flatMap((word) => expandMake(word, makefile.variables, used).split(/\s+/))
    .filter((word) => word !== '')
}

/** `%.o` is every target that ends so. */
function matches(pattern: string, target: string): boolean {
  const at = pattern.indexOf('%')
  if (at < 0) return pattern === target
  const [start, end] = [pattern.slice(0, at), pattern.slice(at + 1)]
  return (
    target.length > start.length + end.length &&
    target.startsWith(start) &&
    target.endsWith(end) &&
    start + end !== ''
  )
}

/** The variables of the file that were used, and those that their values use. */
function namesUsed(used: ReadonlySet<string>, variables: ReadonlyMap<string, string>): readonly string[] {
  return [...used].filter((name) => variables.has(name))
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

function join(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`
}
