import { chmod, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { messageOf } from '@speculate-dev/system'

/** What the App signs in with, by the names of its variables. */
export interface Credentials {
  readonly APP_ID: string
  readonly PRIVATE_KEY: string
  readonly WEBHOOK_SECRET: string
  readonly GITHUB_CLIENT_ID?: string
  readonly GITHUB_CLIENT_SECRET?: string
}

/**
 * Writes them into a file of variables, which its owner alone can read from then on (O11). Other lines of it stay as they are. Never
 * leaves half a file. Throws a sentence where it cannot be written.
 */
export async function saveCredentials(file: string, credentials: Credentials): Promise<void> {
  const draft = `${file}.new`
  try {
    const before = await readFile(file, 'utf8').catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ''
      throw error
    })
    await rm(draft, { force: true })
    await writeFile(draft, withVariables(before, Object.entries(credentials)), { mode: 0o600, flag: 'wx' })
    await chmod(draft, 0o600)
    await rename(draft, file)
  } catch (error) {
    await rm(draft, { force: true }).catch(() => {})
    throw new Error(`The credentials cannot be written to ${file}: ${messageOf(error)}.`, { cause: error })
  }
}

function withVariables(before: string, variables: readonly [string, string][]): string {
  const isOurs = (line: string) => variables.some(([name]) => line.startsWith(`${name}=`))
  const kept =
    before === ''
      ? []
      : withoutSeveralLines(before, variables)
          .split('\n')
          .filter((line) => !isOurs(line))
  while (kept.at(-1)?.trim() === '') kept.pop()
  return `${[...kept, ...variables.map(([name, value]) => `${name}=${written(value)}`)].join('\n')}\n`
}

/** A value between quotation marks may go over several lines. */
function withoutSeveralLines(text: string, variables: readonly [string, string][]): string {
  return variables.reduce(
    (rest, [name]) => rest.replaceAll(new RegExp(`^${name}=(["'\`])[^]*?\\1.*$`, 'gm'), `${name}=`),
    text,
  )
}

/** As `process.loadEnvFile` reads it: `\n` is a line break between double quotation marks, and nothing is special between single ones. */
function written(value: string): string {
  if (/^[\w.:/-]+$/.test(value)) return value
  if (!/['\n]/.test(value)) return `'${value}'`
  if (/["\\]/.test(value)) throw new Error('a value holds quotation marks of both kinds, or a backslash')
  return `"${value.replaceAll('\n', '\\n')}"`
}
