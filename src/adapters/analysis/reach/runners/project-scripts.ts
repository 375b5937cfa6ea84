import type { Command } from '../commands/command.ts'
import { asMapping, dig, readToml } from '../files/read-data.ts'
import { resolvePath } from '../shell/words.ts'
import { type Place, through, type Walk } from '../walk.ts'

const MANAGERS = /^(pdm|hatch|poe|rye|pixi|poetry|uv|pipenv)$/
/** Files of their own, in which tasks have shorter names. */
const OWN_FILES: Readonly<Record<string, readonly string[]>> = {
  pixi: ['pixi.toml'],
  pipenv: ['Pipfile'],
  hatch: ['hatch.toml'],
  poe: ['poe_tasks.toml'],
}

/** Scripts that pyproject.toml gives a name: of pdm, hatch, poe, rye, taskipy, pixi. False where there is none that is asked for. */
export async function projectScripts(walk: Walk, { program, args, place }: Command): Promise<boolean> {
  if (!MANAGERS.test(program)) return false
  const words = args.filter((arg) => !arg.startsWith('-') && !/^(run|env|task|poe|fmt)$/.test(arg))
  let found = false
  for (const name of [
    'pyproject.toml',
    ...((Object.hasOwn(OWN_FILES, program) && OWN_FILES[program]) || []),
  ]) {
    const file = resolvePath(place.folder, name)
    if (file === undefined || !walk.files.has(file)) continue
    const project = readToml(await walk.files.read(file))
    for (const asked of words.slice(0, 2)) {
      found = (await projectScript(walk, { program, asked, file, project }, place)) || found
    }
  }
  return found
}

interface ScriptRequest {
  readonly program: string
  readonly asked: string
  readonly file: string
  readonly project: unknown
}

async function projectScript(
  walk: Walk,
  { program, asked, file, project }: ScriptRequest,
  place: Place,
): Promise<boolean> {
  const [environment = '', script = ''] = asked.includes(':') ? asked.split(':') : ['default', asked]
  const isOwn = !file.endsWith('pyproject.toml')
  const hatchEnvs = isOwn ? ['envs'] : ['tool', 'hatch', 'envs']
  const environments = asMapping(dig(project, ...hatchEnvs))
  const hatch = [environment, ...Object.keys(environments)].filter(
    (one) => dig(environments, one, 'scripts', script) !== undefined,
  )
  const keys = [
    ['tool', 'pdm', 'scripts', asked],
    ['tool', 'rye', 'scripts', asked],
    ['tool', 'poe', 'tasks', asked],
    ['tool', 'taskipy', 'tasks', asked],
    ['tool', 'pixi', 'tasks', asked],
    ...(program === 'hatch' ? hatch.slice(0, 3).map((one) => [...hatchEnvs, one, 'scripts', script]) : []),
    ...(isOwn
      ? [
          ['tasks', asked],
          ['scripts', asked],
        ]
      : []),
  ]
  let isThere = false
  for (const path of keys) {
    const found = dig(project, ...path)
    if (found === undefined) continue
    isThere = true
    const part = program === 'hatch' ? hatchEnvs.join('.') : path.join('.')
    const here = through(place, `${file}: ${path.join('.')}`)
    walk.found(here, { path: file, parts: [part], how: 'runs' })
    if (!walk.enters(here, `${file} ${path.join('.')}`)) continue
    for (const text of textsOf(found)) {
      const [first = ''] = text.split(/\s/)
      const isOther = first !== script && dig(project, ...path.slice(0, -1), first) !== undefined
      if (isOther) await projectScript(walk, { program, asked: first, file, project }, here)
      else await walk.script(text.replace(/\{args:?([^{}]{0,200})\}/g, '$1'), here)
    }
  }
  return isThere
}

function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap((one) => textsOf(one))
  return ['cmd', 'shell', 'composite', 'sequence', 'chain', 'script'].flatMap((key) => {
    const found = dig(value, key)
    return found === undefined ? [] : key === 'script' ? [] : textsOf(found)
  })
}
