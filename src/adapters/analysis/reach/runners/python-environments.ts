import type { Command } from '../commands/command.ts'
import { asList, asMapping, asText, dig, readToml } from '../files/read-data.ts'
import { readIni } from '../files/read-ini.ts'
import { resolvePath, UNKNOWN, unknown } from '../shell/words.ts'
import { type Place, through, type Walk } from '../walk.ts'
import { followImports } from './named-files.ts'

/** tox: the commands of the environments that are named, of all where none is. */
export async function tox(walk: Walk, { args, place }: Command): Promise<void> {
  const option = args.findIndex((arg) => /^(-e|--env)$/.test(arg))
  const named = (option < 0 ? '' : (args[option + 1] ?? ''))
    .split(',')
    .filter((one) => one !== '' && !one.includes(UNKNOWN))
  const configuration = args.findIndex((arg) => /^(-c|--conf)$/.test(arg))
  const folder =
    configuration < 0 ? place.folder : resolvePath(place.folder, args[configuration + 1] ?? UNKNOWN)
  if (folder === undefined) return
  const at = (name: string) => (folder === '' ? name : folder.endsWith('.ini') ? folder : `${folder}/${name}`)
  const [ini, toml, project, setup] = ['tox.ini', 'tox.toml', 'pyproject.toml', 'setup.cfg'].map(at)
  const here = through(place, 'tox')
  // Whichever of them is there first counts: a new one would take the place of the one that is.
  for (const path of [ini, toml].flatMap((one) => one ?? [])) {
    if (!walk.files.has(path)) walk.found(here, { path, isPattern: true, how: 'loads' })
  }
  for (const path of [ini, setup].flatMap((one) => one ?? []).filter(walk.files.has)) {
    await toxIni(
      walk,
      { path, text: (await walk.files.read(path)) ?? '', prefix: '' },
      { named, place: here },
    )
  }
  for (const [path, keys] of [
    [toml, []],
    [project, ['tool', 'tox']],
  ] as const) {
    if (path === undefined || !walk.files.has(path)) continue
    const data = dig(readToml(await walk.files.read(path)), ...keys)
    const legacy = asText(dig(data, 'legacy_tox_ini'))
    if (legacy !== undefined)
      await toxIni(walk, { path, text: legacy, prefix: 'tool.tox' }, { named, place: here })
    else if (data !== undefined)
      await toxToml(walk, { path, data, prefix: keys.join('.') }, { named, place: here })
  }
}

interface NamedEnvironments {
  readonly named: readonly string[]
  readonly place: Place
}

async function toxIni(
  walk: Walk,
  { path, text, prefix }: { path: string; text: string; prefix: string },
  { named, place }: NamedEnvironments,
) {
  const sections = readIni(text)
  const own = [...sections.keys()].filter((one) => /^(tox|tox:tox|testenv(:.*)?)$/.test(one))
  const core = sections.get('tox') ?? sections.get('tox:tox')
  const listed = (core?.get('envlist') ?? core?.get('env_list') ?? '').split(/[\n,]/).map((one) => one.trim())
  // What tox runs where nobody names anything; patterns of several may mean any.
  const usual = listed.some((one) => one.includes('{')) ? [] : listed.filter((one) => one !== '')
  const wanted = named.length > 0 ? named : usual
  const reached = own.filter(
    (one) => !one.startsWith('testenv:') || wanted.length === 0 || wanted.some((name) => isFor(one, name)),
  )
  if (reached.length === 0) return
  walk.found(place, {
    path,
    parts: prefix === '' ? [...own, ...named.map((one) => `testenv:${one}`)] : [prefix],
    how: 'runs',
  })
  for (const section of reached) {
    const values = sections.get(section)
    const lines = ['commands_pre', 'commands', 'commands_post', 'allowlist_externals']
      .slice(0, 3)
      .flatMap((key) => (values?.get(key) ?? '').replace(/\\\n/g, ' ').split('\n'))
    for (const line of lines) {
      const command = fillBraces(line.replace(/^\s*-?\s*(?:[\w,!.-]{1,100}:\s+)?/, ''), sections)
      if (command.trim() !== '') await walk.script(command, through(place, `${path}: [${section}]`))
    }
  }
}

/** `py312-django` runs what says `[testenv:py312-django]`, `[testenv:py{311,312}]` and `[testenv]`. */
function isFor(section: string, name: string): boolean {
  const own = section.slice('testenv:'.length)
  return own === name || own.includes('{') || own.split(',').includes(name)
}

function fillBraces(text: string, sections: ReadonlyMap<string, ReadonlyMap<string, string>>): string {
  return text.replace(/\{([^{}\n]{0,200})\}/g, (written, inner: string) => {
    const [, section, key] = /^\[(.+)\](.+)$/.exec(inner) ?? []
    if (section !== undefined && key !== undefined) return sections.get(section)?.get(key) ?? unknown(written)
    if (inner.startsWith('posargs')) return inner.slice('posargs:'.length)
    if (inner === 'envpython') return 'python'
    return inner === 'toxinidir' || inner === 'tox_root' ? '.' : unknown(written)
  })
}

async function toxToml(
  walk: Walk,
  { path, data, prefix }: { path: string; data: unknown; prefix: string },
  { named, place }: NamedEnvironments,
) {
  const environments = asMapping(dig(data, 'env'))
  walk.found(place, { path, ...(prefix !== '' && { parts: [prefix] }), how: 'runs' })
  const wanted = named.length > 0 ? named : asList(dig(data, 'env_list')).flatMap((one) => asText(one) ?? [])
  const reached = Object.entries(environments).filter(
    ([name]) => wanted.length === 0 || wanted.includes(name),
  )
  for (const one of [dig(data, 'env_run_base'), ...reached.map(([, value]) => value)]) {
    for (const command of asList(dig(one, 'commands'))) {
      const words = asList(command).flatMap(
        (word) => asText(word) ?? asList(dig(word, 'default')).flatMap((other) => asText(other) ?? []),
      )
      await walk.command(
        words.map((word) => fillBraces(word, new Map())),
        place,
      )
    }
  }
}

/** nox: a program, of which the calls with plain words are followed. */
export async function nox(walk: Walk, { args, place }: Command): Promise<void> {
  const option = args.findIndex((arg) => /^(-f|--noxfile)$/.test(arg))
  const file = resolvePath(place.folder, option < 0 ? 'noxfile.py' : (args[option + 1] ?? UNKNOWN))
  if (file === undefined || !walk.files.has(file)) return
  const here = through(place, file)
  walk.found(here, { path: file, how: 'runs' })
  await sessionsOf(walk, file, here)
}

/** What the sessions call, and what they are made of. */
async function sessionsOf(walk: Walk, file: string, place: Place): Promise<void> {
  const text = (await walk.files.read(file)) ?? ''
  await sessionCalls(walk, text, place)
  await followImports(walk, { file, text, place })
}

const CALL = /\b(?:session\.run(?:_always|_install)?|c\.run|ctx\.run|context\.run)\(\s{0,100}([^()]{1,2000})/g
const PLAIN_WORD = /^\s*(?:"([^"\n]*)"|'([^'\n]*)')\s*(?:,|$)/

async function sessionCalls(walk: Walk, text: string, place: Place): Promise<void> {
  for (const [, args = ''] of text.slice(0, 200_000).matchAll(CALL)) {
    const words: string[] = []
    let rest = args
    for (let found = PLAIN_WORD.exec(rest); found && words.length < 60; found = PLAIN_WORD.exec(rest)) {
      words.push(found[1] ?? found[2] ?? '')
      rest = rest.slice(found[0].length)
    }
    const [first] = words
    if (first === undefined)
      walk.unfollowed(place, args.trim().split('\n', 1)[0] ?? '', 'what it runs is known only at run time')
    else if (words.length === 1 && first.includes(' ')) await walk.script(first, place)
    else
      await walk.command(rest.trim() === '' || /^\w+=/.test(rest.trim()) ? words : [...words, UNKNOWN], place)
  }
}

/** invoke: tasks.py. */
export async function invoke(walk: Walk, { place }: Command): Promise<void> {
  const names = ['tasks.py', 'tasks/__init__.py'].flatMap((name) => resolvePath(place.folder, name) ?? [])
  const file = names.find((one) => walk.files.has(one))
  if (file === undefined) return
  const here = through(place, file)
  walk.found(
    here,
    file.includes('/__init__')
      ? { path: `${file.replace(/__init__\.py$/, '')}**`, isPattern: true, how: 'runs' }
      : { path: file, how: 'runs' },
  )
  await sessionsOf(walk, file, here)
}
