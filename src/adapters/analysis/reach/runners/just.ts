import type { Command } from '../commands/command.ts'
import { resolvePath, shown, unknown } from '../shell/words.ts'
import { type Place, through, type Walk } from '../walk.ts'

interface Recipe {
  readonly needs: readonly string[]
  readonly lines: readonly string[]
}

interface Justfile {
  readonly recipes: ReadonlyMap<string, Recipe>
  readonly aliases: ReadonlyMap<string, string>
  readonly variables: ReadonlyMap<string, string>
  readonly imports: readonly string[]
}

/** Recipes of a justfile, with what they need. */
export async function just(walk: Walk, { program, args, place }: Command): Promise<void> {
  const at = args.findIndex((arg) => /^(-f|--justfile)$/.test(arg))
  const named = at < 0 ? undefined : args[at + 1]
  const names = named === undefined ? ['justfile', 'Justfile', '.justfile', 'JUSTFILE'] : [named]
  const file = names
    .flatMap((name) => resolvePath(place.folder, name) ?? [])
    .find((one) => walk.files.has(one))
  if (file === undefined)
    return walk.unfollowed(place, shown([program, ...args]), 'there is no justfile on the base')
  const all = await readAll(walk, file)
  const asked = args.filter(
    (arg, index) => !/^-/.test(arg) && !(at >= 0 && index === at + 1) && !arg.includes('='),
  )
  const wanted = asked.filter((one) => all.just.recipes.has(one) || all.just.aliases.has(one))
  const [first] = all.just.recipes.keys()
  const parts = new Set<string>()
  const here = through(place, `${file}: ${(wanted.length > 0 ? wanted : [first ?? '']).join(' ')}`)
  for (const name of wanted.length > 0 ? wanted : [first ?? ''])
    await reach(walk, { name, just: all.just, parts, place: here })
  const used = parts.size > 0 && {
    parts: [...parts, ...all.just.variables.keys(), ...(wanted.length === 0 ? ['.DEFAULT_GOAL'] : [])],
  }
  for (const path of all.files) {
    walk.found(here, { path, ...used, how: 'runs' })
    await environmentOf(walk, path, here)
  }
}

/** Variables that a justfile asks for from a file beside it, or above: they reach everything that its recipes run. */
async function environmentOf(walk: Walk, path: string, place: Place): Promise<void> {
  const text = (await walk.files.read(path)) ?? ''
  const [, named] =
    /^set[ \t]+dotenv-(?:filename|path)[ \t]*:=[ \t]*["']([^"'\n]{1,200})["']/m.exec(text) ?? []
  const isAsked = /^set[ \t]+dotenv-(?:load|required)(?![ \t]*:=[ \t]*false)/m.test(text)
  if (named === undefined && !isAsked) return
  const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : ''
  const file = resolvePath(folder, named ?? '.env')
  if (file !== undefined) walk.found(place, { path: file, isPattern: true, how: 'loads' })
}

async function readAll(walk: Walk, file: string): Promise<{ just: Justfile; files: readonly string[] }> {
  const files = [file]
  const recipes = new Map<string, Recipe>()
  const aliases = new Map<string, string>()
  const variables = new Map<string, string>()
  for (let at = 0; at < files.length && at < 20; at += 1) {
    const path = files[at] ?? ''
    const read = readJustfile((await walk.files.read(path)) ?? '')
    for (const [name, recipe] of read.recipes) if (!recipes.has(name)) recipes.set(name, recipe)
    for (const [name, to] of read.aliases) aliases.set(name, to)
    for (const [name, value] of read.variables) variables.set(name, value)
    const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : ''
    for (const one of read.imports) {
      const found = resolvePath(folder, one)
      if (found !== undefined && walk.files.has(found) && !files.includes(found)) files.push(found)
    }
  }
  return { just: { recipes, aliases, variables, imports: [] }, files }
}

function readJustfile(text: string): Justfile {
  const recipes = new Map<string, { needs: string[]; lines: string[] }>()
  const aliases = new Map<string, string>()
  const variables = new Map<string, string>()
  const imports: string[] = []
  let current: { needs: string[]; lines: string[] } | undefined
  for (const line of text
    .replace(/\\\r?\n[ \t]*/g, ' ')
    .split(/\r?\n/)
    .slice(0, 20_000)) {
    if (/^\s/.test(line)) {
      current?.lines.push(line.trim())
      continue
    }
    const [, alias, to] = /^alias\s+([\w-]+)\s*:=\s*([\w-]+)/.exec(line) ?? []
    const [, variable, , value] = /^(?:export\s+)?([\w-]+)\s*:=\s*(['"]?)([^'"\n]*)/.exec(line) ?? []
    const [, imported] = /^(?:import|mod\s+[\w-]+)\??\s+['"]([^'"]+)['"]/.exec(line) ?? []
    const [, name, needs = ''] = /^@?([\w-]+)[^:#\n]*:(?!=)([^#\n]*)/.exec(line) ?? []
    if (imported !== undefined) imports.push(imported)
    else if (alias !== undefined && to !== undefined) aliases.set(alias, to)
    else if (variable !== undefined && !/^alias$/.test(variable))
      variables.set(variable, value ?? unknown(variable))
    else if (name !== undefined && name !== 'set') {
      const words = needs.replace(/[()]/g, ' ').split(/\s+/)
      current = { needs: words.filter((word) => /^[\w-]+$/.test(word)), lines: [] }
      recipes.set(name, current)
    } else if (line.trim() !== '' && !line.startsWith('#') && !line.startsWith('[')) current = undefined
  }
  return { recipes, aliases, variables, imports }
}

interface JustRecipe {
  readonly name: string
  readonly just: Justfile
  readonly parts: Set<string>
  readonly place: Place
}

async function reach(walk: Walk, { name, just, parts, place }: JustRecipe): Promise<void> {
  const to = just.aliases.get(name)
  if (parts.has(name)) return
  const recipe = just.recipes.get(name)
  if (recipe || to !== undefined) parts.add(name)
  if (to !== undefined) return reach(walk, { name: to, just, parts, place })
  if (!recipe) return
  for (const need of recipe.needs) await reach(walk, { name: need, just, parts, place })
  const text = recipe.lines
    .map((line) => line.replace(/^[@-]+/, ''))
    .join('\n')
    .replace(
      /\{\{\s*([^{}]{0,200}?)\s*\}\}/g,
      (_, inner: string) => just.variables.get(inner) ?? unknown(`{{ ${inner} }}`),
    )
  if (/^#!/.test(text) && !/^#!.*\b(ba|da|z)?sh\b/.test(text))
    walk.unfollowed(place, name, 'a recipe in another language')
  else await walk.script(text, place)
}
