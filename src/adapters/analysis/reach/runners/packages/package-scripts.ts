import picomatch from 'picomatch'
import type { Command } from '../../commands/command.ts'
import { asText } from '../../files/read-data.ts'
import { isKnown, quoted, resolvePath, shown } from '../../shell/words.ts'
import { type Place, through, type Walk } from '../../walk.ts'
import { readCall } from './package-call.ts'
import { type Package, packageIn, packageOf, workspacePackages } from './packages.ts'

/** npm, pnpm, yarn and bun: scripts by name, in the packages that the options name. */
export async function packageManager(walk: Walk, command: Command): Promise<void> {
  const { place, program, args } = command
  const call = readCall(program, args)
  if (call.script === undefined) return
  if (!isKnown(call.script)) {
    return walk.unfollowed(place, shown([program, ...args]), 'which script it runs is known only at run time')
  }
  const folder = call.folder === undefined ? place.folder : resolvePath(place.folder, call.folder)
  if (folder === undefined)
    return walk.unfollowed(place, shown([program, ...args]), 'where it runs is known only at run time')
  const packages = await packagesOf(walk, folder, call.packages)
  const wanted = { name: call.script, args: call.args }
  const followed = await Promise.all(packages.map((one) => runScript(walk, one, { ...wanted, place })))
  if (followed.some((one) => one)) return
  const hasOtherMeaning = call.script !== 'test' || packages.length === 0 || args.includes('--if-present')
  if (call.isCommand && hasOtherMeaning) return
  if (call.mayBeTool) return walk.command([call.script, ...call.args], { ...place, folder })
  walk.unfollowed(place, shown([program, ...args]), lacks(packages, call.script))
}

function lacks(packages: readonly Package[], script: string): string {
  const [first, ...others] = packages
  if (!first) return 'there is no package.json here on the base'
  return others.length > 0
    ? `no package.json here has a script "${script}"`
    : `${first.file} has no script "${script}"`
}

async function packagesOf(
  walk: Walk,
  folder: string,
  wanted: 'own' | 'all' | readonly string[],
): Promise<readonly Package[]> {
  const own = await packageOf(walk.files, folder)
  if (wanted === 'own') return own ? [own] : []
  const all = await workspacePackages(walk.files, own?.folder ?? folder)
  const everyone = own ? [own, ...all] : all
  if (wanted === 'all') return everyone
  const without = wanted.filter((name) => name.startsWith('!')).map((name) => name.slice(1))
  const names = wanted.filter((name) => !name.startsWith('!'))
  const at = own?.folder ?? folder
  const left = everyone.filter((one) => !without.some((name) => isNamed(one, name, at)))
  if (names.length === 0) return left
  const found = await Promise.all(
    names.map(async (name) => {
      const named = left.filter((one) => isNamed(one, name, at))
      const path = resolvePath(at, name)
      const outside = named.length > 0 || path === undefined ? undefined : await packageIn(walk.files, path)
      return outside ? [outside] : named
    }),
  )
  // `--filter '...[origin/main]'`: any of them may be meant.
  return found.every((some) => some.length > 0) ? [...new Set(found.flat())] : left
}

/** By its name or its folder, exactly or by a pattern; `...` asks for its dependencies too, which are built rather than judged by. */
function isNamed({ name, folder }: Package, wanted: string, root: string): boolean {
  const plain = wanted.replace(/^(\.\.\.)?\^?|\^?(\.\.\.)?$/g, '').replace(/^\{|\}$/g, '')
  if (plain === name) return true
  const path = resolvePath(root, plain)
  if (path === folder) return true
  if (!plain.includes('*') || plain.length > 200) return false
  return picomatch.isMatch(folder, path ?? plain) || (name !== undefined && picomatch.isMatch(name, plain))
}

interface ScriptCall {
  readonly name: string
  readonly args: readonly string[]
  readonly place: Place
}

/** A script with what runs before and after it. False where the package has no such script. */
async function runScript(
  walk: Walk,
  { folder, file, scripts }: Package,
  { name, args, place }: ScriptCall,
): Promise<boolean> {
  const text = Object.hasOwn(scripts, name) ? asText(scripts[name]) : undefined
  if (text === undefined) return false
  const names = [name, `pre${name}`, `post${name}`]
  const here = through(place, `${file}: scripts.${name}`, { folder })
  walk.found(here, { path: file, parts: names.map((one) => `scripts.${one}`), how: 'runs' })
  if (!walk.enters({ ...here, folder }, JSON.stringify([file, name, args]))) return true
  for (const one of names) {
    const script = Object.hasOwn(scripts, one) ? asText(scripts[one]) : undefined
    const line = one === name && args.length > 0 ? `${script} ${quoted(args)}` : script
    const variables = new Map([...place.variables, ['npm_lifecycle_event', one] as const])
    if (line !== undefined)
      await walk.script(line, through(place, `${file}: scripts.${one}`, { folder, variables }))
  }
  return true
}

const INSTALL_SCRIPTS = [
  'preinstall',
  'install',
  'postinstall',
  'prepublish',
  'preprepare',
  'prepare',
  'postprepare',
]

/** What installing runs of the package itself; also what the base does not have yet. */
export async function installScripts(walk: Walk, place: Place, folder: string | undefined): Promise<void> {
  const own = folder === undefined ? undefined : await packageOf(walk.files, folder)
  if (!own) return
  const { file, scripts } = own
  const here = through(place, `${file}: scripts`, { folder: own.folder })
  walk.found(here, { path: file, parts: INSTALL_SCRIPTS.map((one) => `scripts.${one}`), how: 'runs' })
  for (const name of INSTALL_SCRIPTS) {
    const text = Object.hasOwn(scripts, name) ? asText(scripts[name]) : undefined
    if (text !== undefined)
      await walk.script(text, through(place, `${file}: scripts.${name}`, { folder: own.folder }))
  }
}

/** `node --run test` */
export async function nodeRun(walk: Walk, { args, place }: Command): Promise<boolean> {
  const at = args.findIndex((arg) => /^--run(=|$)/.test(arg))
  if (at < 0 || place.folder === undefined) return false
  const name = args[at]?.includes('=') ? args[at]?.slice(6) : args[at + 1]
  const own = await packageOf(walk.files, place.folder)
  return own !== undefined && name !== undefined && runScript(walk, own, { name, args: [], place })
}

/** `run-s lint test:*`, `npm-run-all`, `concurrently "npm:lint"`, `wireit` and others that run scripts by their names. */
export async function scriptsByName(walk: Walk, { program, args, place }: Command): Promise<void> {
  const own = place.folder === undefined ? undefined : await packageOf(walk.files, place.folder)
  if (!own) return
  for (const arg of args) {
    const isScript = program !== 'concurrently' || arg.startsWith('npm:')
    if (arg.startsWith('-')) continue
    if (!isScript) await walk.script(arg, place)
    else {
      const [pattern = '', ...rest] = arg.replace(/^npm:/, '').split(' ')
      for (const name of namesLike(pattern, Object.keys(own.scripts)))
        await runScript(walk, own, { name, args: rest, place })
    }
  }
}

/** `test:*` is one level of names, `test:**` all. */
function namesLike(pattern: string, names: readonly string[]): readonly string[] {
  const star = pattern.indexOf('*')
  if (star < 0) return names.includes(pattern) ? [pattern] : []
  const start = pattern.slice(0, star)
  return names.filter((name) => name.startsWith(start)).slice(0, 100)
}

const TASK_VALUES =
  /^(-F|--filter|--scope|--ignore|--concurrency|--parallel|-p|--projects|--exclude|--configuration|-c|--cache-dir|--base|--head|--output-logs|--env-mode|--log-order|--token|--team)$/

/** turbo, nx, lerna, wsrun, rush: one script in many packages. */
export async function taskGraph(walk: Walk, { program, args, place }: Command): Promise<void> {
  const { folder } = place
  if (folder === undefined) return
  const operands = args.filter(
    (arg, index) => !arg.startsWith('-') && !TASK_VALUES.test(args[index - 1] ?? ''),
  )
  const targets = args.flatMap((arg, index) => {
    const [, inline] = /^(?:-t|--targets?)=(.+)$/.exec(arg) ?? []
    return inline?.split(',') ?? (/^(-t|--targets?)$/.test(arg) ? (args[index + 1]?.split(',') ?? []) : [])
  })
  const verbs = /^(run|run-many|affected|affected:test|affected:lint|exec|watch)$/
  const names = [...targets, ...operands.filter((one) => !verbs.test(one))].flatMap((one) => [
    one,
    ...one.split(':').slice(-1),
  ])
  const own = await packageOf(walk.files, folder)
  const packages = await workspacePackages(walk.files, own?.folder ?? folder)
  let found = false
  for (const one of own ? [own, ...packages] : packages) {
    for (const name of new Set(names))
      found = (await runScript(walk, one, { name, args: [], place })) || found
  }
  if (!found)
    walk.unfollowed(place, shown([program, ...args]), 'no package of the workspace has a script of that name')
}

/** Of the package manager of whoever calls it: `nr test`. */
export async function anyManager(walk: Walk, { args, place }: Command): Promise<void> {
  await packageManager(walk, { program: 'npm', args: ['run', ...args], place })
}

/** Changes what was installed, by patches of the repository. */
export async function patchPackage(walk: Walk, { place }: Command): Promise<void> {
  const path = resolvePath(place.folder, 'patches/**')
  if (path !== undefined) walk.found(place, { path, isPattern: true, how: 'loads' })
}
