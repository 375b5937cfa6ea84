import { readFile } from 'node:fs/promises'
import { type EffectiveSetting, effectiveSettings } from '../../config/effective-settings.ts'
import { type AccountDefaults, parseSettings } from '../../config/repository.ts'
import type { ParseResult } from '../../domain/parse-result.ts'
import type { Settings } from '../../domain/settings.ts'
import { SETTINGS_FILE } from '../../domain/settings-file.ts'
import { withoutUndefined } from '../../domain/without-undefined.ts'
import { renderSettings } from '../../messages/terminal/effective-settings.ts'
import { problemLine } from '../../messages/terminal/problem-lines.ts'
import { CommandError, type ExitCode } from '../command-error.ts'
import { readStandardInput } from '../standard-input.ts'
import { whyUnreadable } from '../why-unreadable.ts'

export interface ConfigCheckOptions {
  readonly defaults?: string
  readonly effective?: boolean
  readonly json?: boolean
}

/** Says what is wrong with a settings file. Answers 1 when something is. Throws `CommandError` for a file that cannot be read. */
export async function checkConfig(
  file: string,
  { defaults, effective = false, json = false }: ConfigCheckOptions,
  signal: AbortSignal,
): Promise<ExitCode> {
  const name = file === '-' ? 'standard input' : file
  const text = await (file === '-' ? readStandardInput(INPUT, signal) : readSettingsFile(file))
  const account = defaults === undefined ? undefined : await readDefaults(defaults)
  const parsed = named(parseSettings(text, account), name)
  const sources = [...(account ? [account] : []), { file: name, text }]
  const settings = parsed.ok && effective ? effectiveSettings(parsed.value, sources) : undefined
  process.stdout.write(
    json
      ? `${JSON.stringify(documentOf(name, parsed, settings), null, 2)}\n`
      : textOf(name, parsed, settings),
  )
  return parsed.ok ? 0 : 1
}

const INPUT = { what: 'the settings', how: `speculate config check - < ${SETTINGS_FILE}` }

async function readSettingsFile(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    throw new CommandError(
      `${file} cannot be read: ${whyUnreadable(error)}. Name the file, or - for standard input: speculate config check FILE`,
    )
  }
}

async function readDefaults(file: string): Promise<AccountDefaults> {
  return { file, text: await readSettingsFile(file) }
}

/** Problems are of the file as it was named here. */
function named(parsed: ParseResult<Settings>, name: string): ParseResult<Settings> {
  if (parsed.ok) return parsed
  const rename = (file: string) => (file === SETTINGS_FILE ? name : file)
  return { ok: false, problems: parsed.problems.map((one) => ({ ...one, file: rename(one.file) })) }
}

function documentOf(
  file: string,
  parsed: ParseResult<Settings>,
  settings: readonly EffectiveSetting[] | undefined,
) {
  const problems = parsed.ok ? [] : parsed.problems
  return {
    file,
    ok: parsed.ok,
    problems: problems.map(({ nearest = null, ...problem }) => ({ ...problem, nearest })),
    ...withoutUndefined({ settings: settings?.map(({ value = null, ...one }) => ({ ...one, value })) }),
  }
}

function textOf(
  file: string,
  parsed: ParseResult<Settings>,
  settings: readonly EffectiveSetting[] | undefined,
): string {
  if (!parsed.ok) return parsed.problems.map((problem) => `${problemLine(problem)}\n`).join('')
  return `${settings ? `${renderSettings(settings)}\n` : ''}${file}: no mistakes\n`
}
