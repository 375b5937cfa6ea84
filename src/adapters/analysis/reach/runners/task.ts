import type { Command } from '../commands/command.ts'
import { asList, asMapping, asText, dig, type Mapping, readYaml } from '../files/read-data.ts'
import { resolvePath, shown, UNKNOWN, unknown } from '../shell/words.ts'
import { type Place, through, type Walk } from '../walk.ts'

const NAMES = [
  'Taskfile.yml',
  'taskfile.yml',
  'Taskfile.yaml',
  'taskfile.yaml',
  'Taskfile.dist.yml',
  'Taskfile.dist.yaml',
]

/** Tasks of a Taskfile, with what they depend on. */
export async function task(walk: Walk, { program, args, place }: Command): Promise<void> {
  const option = args.findIndex((arg) => /^(-t|--taskfile|-d|--dir)$/.test(arg))
  const named = option < 0 ? undefined : args[option + 1]
  const isFolder = /^(-d|--dir)$/.test(args[option] ?? '')
  const folder = isFolder && named !== undefined ? resolvePath(place.folder, named) : place.folder
  const names = named !== undefined && !isFolder ? [named] : NAMES
  const file = names.flatMap((name) => resolvePath(folder, name) ?? []).find((one) => walk.files.has(one))
  if (file === undefined)
    return walk.unfollowed(place, shown([program, ...args]), 'there is no Taskfile on the base')
  const before = names.slice(0, names.indexOf(file.slice(file.lastIndexOf('/') + 1)))
  for (const name of named === undefined || isFolder ? before : []) {
    const path = resolvePath(folder, name)
    if (path !== undefined) walk.found(place, { path, isPattern: true, how: 'loads' })
  }
  const end = args.indexOf('--')
  const own = end < 0 ? args : args.slice(0, end)
  const asked = own.filter(
    (arg, index) => !arg.startsWith('-') && (option < 0 || index !== option + 1) && !arg.includes('='),
  )
  const here = through(place, `${file}: ${asked.join(' ') || 'default'}`, { folder })
  const taskfile = asMapping(readYaml(await walk.files.read(file)))
  const reached: TaskWalk = { walk, file, taskfile, parts: new Set() }
  for (const name of asked.length > 0 ? asked : ['default']) await reach(reached, name, here)
  walk.found(here, { path: file, ...(reached.parts.size > 0 && { parts: [...reached.parts] }), how: 'runs' })
}

interface TaskWalk {
  readonly walk: Walk
  readonly file: string
  readonly taskfile: Mapping
  readonly parts: Set<string>
}

async function reach(reached: TaskWalk, name: string, place: Place): Promise<void> {
  const { walk, taskfile, parts } = reached
  const found = dig(taskfile, 'tasks', name)
  if (found === undefined) return included(reached, name, place)
  if (parts.has(name)) return
  parts.add(name)
  const isShort = typeof found === 'string' || Array.isArray(found)
  const one = isShort ? { cmds: asList(found) } : asMapping(found)
  for (const need of asList(one.deps))
    await reach(reached, asText(need) ?? asText(dig(need, 'task')) ?? '', place)
  const folder = resolvePath(place.folder, asText(one.dir) ?? '')
  for (const command of [...asList(one.cmds), ...asList(one.cmd)]) {
    const other = asText(dig(command, 'task'))
    const text = asText(command) ?? asText(dig(command, 'cmd'))
    if (other !== undefined) await reach(reached, other, place)
    if (text !== undefined) await walk.script(fill(text, taskfile, one), { ...place, folder })
  }
}

/** `includes: { docs: ./docs }`, and then `docs:build`. */
async function included({ walk, taskfile }: TaskWalk, name: string, place: Place): Promise<void> {
  const [prefix = '', ...rest] = name.split(':')
  const include = dig(taskfile, 'includes', prefix)
  const path = resolvePath(place.folder, asText(include) ?? asText(dig(include, 'taskfile')) ?? UNKNOWN)
  if (path === undefined || rest.length === 0) return
  const file = [path, ...NAMES.map((one) => `${path}/${one}`)].find((one) => walk.files.has(one))
  if (file === undefined || !walk.enters(place, `${file} ${name}`)) return
  const folder = resolvePath(place.folder, asText(dig(include, 'dir')) ?? '')
  await task(walk, {
    program: 'task',
    args: ['-t', fromRoot(file, place.folder), rest.join(':')],
    place: { ...place, folder },
  })
}

function fromRoot(file: string, folder: string | undefined): string {
  return folder ? `${'../'.repeat(folder.split('/').length)}${file}` : file
}

/** `{{.NAME}}` with the variables of the task, or of all tasks. */
function fill(text: string, taskfile: Mapping, one: Mapping): string {
  return text.replace(/\{\{\s*(?:\.(\w{1,100}))?[^{}]{0,200}\}\}/g, (written, name: string | undefined) => {
    if (name === 'CLI_ARGS') return ''
    if (name === undefined) return unknown(written)
    return asText(dig(one, 'vars', name)) ?? asText(dig(taskfile, 'vars', name)) ?? unknown(written)
  })
}
