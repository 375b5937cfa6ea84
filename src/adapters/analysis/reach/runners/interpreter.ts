import type { Command } from '../commands/command.ts'
import { resolvePath, shown } from '../shell/words.ts'
import type { Walk } from '../walk.ts'
import { followFile } from './named-files.ts'

const INTERPRETER_VALUES =
  /^(-[rCWXIeELmcpS]|--require|--import|--loader|--experimental-loader|--conditions|--env-file|--test-reporter|--test-reporter-destination|--test-name-pattern|--test-concurrency|--test-timeout|--stack-size|--max-old-space-size)$/

/** The file that an interpreter is given: the first word that is not an option. */
export async function interpreter(walk: Walk, { program, args, place }: Command) {
  if (args.includes('--test')) return
  const search = args.indexOf('-S')
  // Ruby and Perl look for it where programs are.
  if (search >= 0 && /^(ruby|perl)$/.test(program)) return walk.command(args.slice(search + 1), place)
  const at = firstOperand(args)
  const word = args[at]
  if (word === undefined) return
  const file = resolvePath(place.folder, word)
  if (file === undefined)
    return walk.unfollowed(place, shown([program, ...args]), 'what it runs is known only at run time')
  const path = [file, `${file}.js`, `${file}/index.js`, `${file}/__main__.py`].find((one) =>
    walk.files.has(one),
  )
  if (path !== undefined) await followFile(walk, { file: path, args: args.slice(at + 1), place })
}

function firstOperand(args: readonly string[]): number {
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? ''
    if (/^(-e|-c|--eval|-p|--print|-V|--version|-v)$/.test(arg)) return -1
    if (INTERPRETER_VALUES.test(arg)) at += 1
    else if (!arg.startsWith('-')) return at
  }
  return -1
}

/** `python -m x` runs the module x of the repository, where it has one; else the tool of that name. */
export async function python(walk: Walk, { program, args, place }: Command) {
  const at = args.findIndex(
    (arg, index) => arg === '-m' && args.slice(0, index).every((one) => one.startsWith('-')),
  )
  const module = args[at + 1]
  if (at < 0 || module === undefined) return interpreter(walk, { program, args, place })
  const path = resolvePath(place.folder, module.replaceAll('.', '/'))
  const files = path === undefined ? [] : [`${path}.py`, `${path}/__main__.py`]
  const file = files.find((one) => walk.files.has(one))
  if (file !== undefined) return followFile(walk, { file, args: args.slice(at + 2), place })
  await walk.command([module, ...args.slice(at + 2)], place)
}
