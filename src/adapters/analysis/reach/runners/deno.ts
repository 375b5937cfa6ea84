import type { Command } from '../commands/command.ts'
import { asText, dig, readJson } from '../files/read-data.ts'
import { resolvePath } from '../shell/words.ts'
import { through, type Walk } from '../walk.ts'
import { interpreter } from './interpreter.ts'

/** Tasks of deno.json, and scripts that deno runs. */
export async function deno(walk: Walk, command: Command): Promise<void> {
  const { args, place } = command
  const operands = args.filter((arg) => !arg.startsWith('-'))
  const [verb, name] = operands
  if (verb === 'run' && name !== undefined) {
    await interpreter(walk, { ...command, args: args.slice(args.indexOf(verb) + 1) })
  }
  if (verb !== 'task' || name === undefined) return
  const files = ['deno.json', 'deno.jsonc', 'package.json'].flatMap(
    (one) => resolvePath(place.folder, one) ?? [],
  )
  for (const file of files.filter(walk.files.has)) {
    const key = file.endsWith('package.json') ? 'scripts' : 'tasks'
    const task = dig(readJson(await walk.files.read(file)), key, name)
    const text = asText(task) ?? asText(dig(task, 'command'))
    if (text === undefined) continue
    const here = through(place, `${file}: ${key}.${name}`)
    walk.found(here, { path: file, parts: [`${key}.${name}`], how: 'runs' })
    if (walk.enters(here, `${file} ${name}`)) await walk.script(text, here)
  }
}
