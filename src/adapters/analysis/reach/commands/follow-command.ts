import { optionFiles } from '../files/option-files.ts'
import { rememberToolFiles } from '../files/remember-tool-files.ts'
import { followFile, followLoaded } from '../runners/named-files.ts'
import { projectScripts } from '../runners/project-scripts.ts'
import { RUNNERS } from '../runners/runners.ts'
import { numbered } from '../shell/positional.ts'
import { isKnown, resolvePath, shown } from '../shell/words.ts'
import { type Place, through, type Walk } from '../walk.ts'
import { asksOnly } from './asks-only.ts'
import type { Command } from './command.ts'
import { isPlain } from './is-plain.ts'
import { isAssignment, unwrapCommand } from './unwrap-command.ts'

/** What a command runs and reads: itself, what it wraps, what it runs by name, and the tool that it is. */
export async function followCommand(walk: Walk, given: readonly string[], place: Place): Promise<void> {
  const words = withoutAssignments(given)
  const [first, ...args] = words
  if (first === undefined || first === '') return
  if (!isKnown(first)) return walk.unfollowed(place, shown(words), 'what it runs is known only at run time')
  if (!walk.enters(place, JSON.stringify(words))) return
  const here = through(place, shown(words))
  const program = nameOf(first)
  // A script of that name beside it may ask for anything.
  if (!first.includes('/') && asksOnly(program, args)) return
  const inner = unwrapCommand([program, ...args])
  // What a wrapper wraps is told, and it with it.
  if (!isPlain(program) && !inner) walk.ran(here)
  const isShell = /^(ba|da|z|k|a)?sh$/.test(program)
  if (isShell || program === 'source' || program === '.')
    return shellFile(walk, { program, args, place: here })
  if (inner && (await projectScripts(walk, { program, args, place: here }))) return
  if (inner) {
    for (const judge of (await rememberToolFiles(walk.files, { program, args, place: here })) ?? [])
      walk.found(here, judge)
    return followCommand(walk, inner, program === 'npx' || program === 'env' ? place : here)
  }
  const runner = Object.hasOwn(RUNNERS, program) ? RUNNERS[program] : undefined
  const file = first.includes('/') ? resolvePath(place.folder, first) : undefined
  const isHere = file !== undefined && walk.files.has(file)
  if (runner) await runner(walk, { program, args, place: here })
  else if (isHere) await followFile(walk, { file, args, place: here })
  await tool(
    walk,
    { program, args, place: here },
    { known: runner !== undefined || isHere, inRepository: first.includes('/') },
  )
}

async function tool(
  walk: Walk,
  command: Command,
  { known, inRepository }: { known: boolean; inRepository: boolean },
): Promise<void> {
  const { program, args, place } = command
  if (isPlain(program)) return
  const named = optionFiles(walk.files, command)
  const judges = await rememberToolFiles(walk.files, command)
  for (const judge of [...named, ...(judges ?? [])]) {
    walk.found(place, judge)
    if (!judge.isPattern && !judge.parts) await followLoaded(walk, judge.path, place)
  }
  if (!judges && !known) {
    const why = inRepository
      ? 'there is no such file on the base: it is made while the check runs'
      : 'it is not known which files of the repository this program reads'
    walk.unfollowed(place, shown([program, ...args]), why)
  }
}

function withoutAssignments(words: readonly string[]): readonly string[] {
  const at = words.findIndex((word) => !isAssignment(word))
  return at < 0 ? [] : words.slice(at)
}

function nameOf(word: string): string {
  const name = word.slice(Math.max(word.lastIndexOf('/'), word.lastIndexOf('\\')) + 1)
  return name.replace(/\.(exe|cmd|bat|ps1)$/i, '')
}

/** `bash x.sh`, `sh -c '…'`, `. ./x.sh`. */
async function shellFile(walk: Walk, { program, args, place }: Command): Promise<void> {
  const text = args.findIndex((word) => /^-[a-z]*c$/.test(word))
  const script = args[text + 1]
  if (program !== 'source' && program !== '.' && text >= 0 && script !== undefined) {
    const variables = new Map([...place.variables, ...numbered(args.slice(text + 2), 0)])
    if (isKnown(script) || /\s/.test(script)) return walk.script(script, { ...place, variables })
    return walk.unfollowed(place, shown([program, ...args]), 'what it runs is known only at run time')
  }
  const at = args.findIndex(
    (word, index) => !/^[-+]/.test(word) && !/^[-+][a-z]*[oO]$/.test(args[index - 1] ?? ''),
  )
  const word = args[at]
  if (word === undefined || /^\/dev\//.test(word)) return
  if (!isKnown(word))
    return walk.unfollowed(place, shown([program, ...args]), 'what it runs is known only at run time')
  const file = resolvePath(place.folder, word)
  if (file !== undefined && walk.files.has(file)) {
    return followFile(walk, { file, args: args.slice(at + 1), place, shell: true })
  }
  if (!/^(\/|~)/.test(word)) {
    walk.unfollowed(
      place,
      shown([program, ...args]),
      'there is no such file on the base: it is made while the check runs',
    )
  }
}
