import type { OutputFormat } from '../output/read-names.ts'
import { KNOWN, type KnownRunner, VALUED } from './known-runners.ts'

/** How tests are run and their output read. Both are scripts of the base's; named files are the arguments of the first. */
export interface TestRunner {
  readonly name: string
  /** A script of a shell; `"$@"` are the files. */
  readonly files: string
  /** All tests. */
  readonly whole: string
  /** Nobody knows whether that finds them: where they lie is guessed, or it is a command of the maintainers. */
  readonly isWholeGuessed?: true
  readonly format: OutputFormat
}

/** The runner that a command calls, with the command's own options; undefined for any other command, and for scripts. */
export function knownRunner(command: string): TestRunner | undefined {
  const line = withoutWrappers(command.trim().replace(/\s+/g, ' '))
  // Quotes, pipes and the like are left to whoever names a command of their own.
  if (!/^[\w@%+=:,./*"' ~-]*$/.test(line)) return undefined
  for (const known of KNOWN) {
    const [start] = known.pattern.exec(line) ?? []
    if (start === undefined) continue
    const rest = line.slice(start.length)
    if (rest !== '' && !rest.startsWith(' ')) continue
    return runnerOf(known, start, rest.trim())
  }
  return undefined
}

function runnerOf(known: KnownRunner, start: string, rest: string): TestRunner {
  const words = rest.match(/(?:[^ "']|"[^"]*"|'[^']*')+/g) ?? []
  const options: string[] = []
  const operands: string[] = []
  for (const [at, word] of words.entries()) {
    const before = words[at - 1] ?? ''
    const isValue = (VALUED.test(before) || known.valued?.test(before)) && !word.startsWith('-')
    if (isValue ? known.keeps.test(before) : word.startsWith('-') && known.keeps.test(word))
      options.push(word)
    else if (!word.startsWith('-') && !isValue) operands.push(known.readsPatterns ? asPattern(word) : word)
  }
  const named = operands.splice(0, known.operands?.length ?? 0)
  options.push(...named.flatMap((word, at) => [known.operands?.[at] ?? '', word]))
  const common = [start, ...options, known.options].filter((one) => one !== '').join(' ')
  const all = known.whole ? known.whole(operands.join(' ')) : operands.join(' ')
  const isGuessed = operands.length === 0 && known.guesses
  const python = start.startsWith('python ') ? PYTHON : ''
  return {
    name: known.name,
    format: known.format,
    files: `${python}${known.before?.(common) ?? ''}${common} ${known.files ?? '"$@"'}`,
    whole: `${python}${common}${all === '' ? '' : ` ${all}`}${known.files?.endsWith(' -v') ? ' -v' : ''}`,
    ...(isGuessed && { isWholeGuessed: true }),
  }
}

/** A job's Python is called so by what sets it up; Debian's own is `python3` alone. */
const PYTHON = 'command -v python >/dev/null || python() { python3 "$@"; }; '

/** Where the quotes around it were read already: a shell would take `**` for one folder, and find fewer tests. */
function asPattern(word: string): string {
  return /^[^"'~]*\*\*[^"'~]*$/.test(word) ? `'${word}'` : word
}

/** What measures coverage or sets variables around a runner. */
function withoutWrappers(line: string): string {
  const rest = line.replace(
    /^(?:[A-Za-z_]\w*=\S* |cross-env |npx (?:--no(?:-install)? |-y )?|c8 (?:--?\S+ )*|nyc (?:--?\S+ )*|(?:poetry|uv|pdm|hatch) run |bundle exec |coverage run (?:--?\S+ )*|xvfb-run )/,
    (wrapper) => (wrapper.startsWith('coverage') ? 'python3 ' : ''),
  )
  return rest === line ? line : withoutWrappers(rest)
}

/** A command of the maintainers, with `{files}` where named files go. */
export function commandRunner(command: string): TestRunner {
  const whole = command.replaceAll(/["']?\{files\}["']?/g, '').trim()
  const known = knownRunner(whole)
  if (known) return known
  return {
    name: 'command',
    format: 'counts',
    files: command.replaceAll(/["']?\{files\}["']?/g, '"$@"'),
    whole,
    isWholeGuessed: true,
  }
}
