import { constants } from 'node:fs'
import { open, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The files through which a step speaks to later steps, new for every step. */
export interface FileCommands {
  readonly variables: Readonly<Record<string, string>>
  read(): Promise<StepSayings>
}

interface StepSayings {
  readonly outputs: Readonly<Record<string, string>>
  readonly env: Readonly<Record<string, string>>
  readonly path: readonly string[]
  readonly summary: string
  /** What an action wants to know again when the job has ended. */
  readonly state: Readonly<Record<string, string>>
}

/** A file the step spoiled: named, so that the step can be failed with a reason. */
export class FileCommandError extends Error {
  override readonly name = 'FileCommandError'
}

const NAMES = ['GITHUB_OUTPUT', 'GITHUB_ENV', 'GITHUB_PATH', 'GITHUB_STEP_SUMMARY', 'GITHUB_STATE'] as const

export async function createFileCommands(directory: string, step: number): Promise<FileCommands> {
  const paths = Object.fromEntries(
    NAMES.map((name) => [name, join(directory, `${name.toLowerCase()}_${step}`)]),
  )
  await Promise.all(Object.values(paths).map((path) => writeFile(path, '')))
  const text = (name: (typeof NAMES)[number]) => readOwn(paths[name] ?? '', name)
  return {
    variables: paths,
    async read() {
      const [outputs, env, path, summary, state] = await Promise.all(NAMES.map(text))
      return {
        outputs: readPairs(outputs ?? '', 'GITHUB_OUTPUT'),
        env: readEnvironment(env ?? ''),
        path: (path ?? '').split(/\r?\n/).filter((line) => line !== ''),
        summary: summary ?? '',
        state: readPairs(state ?? '', 'GITHUB_STATE'),
      }
    },
  }
}

const MAX_BYTES = 1024 * 1024

/** The job could have put a link to anything in the file's place, so only a plain file is read. */
async function readOwn(path: string, name: string): Promise<string> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch(
    () => undefined,
  )
  if (!file) throw new FileCommandError(`the file ${name} is gone or is not a plain file any more`)
  try {
    const stat = await file.stat()
    if (!stat.isFile() || stat.nlink > 1)
      throw new FileCommandError(`the file ${name} is not a plain file any more`)
    if (stat.size > MAX_BYTES)
      throw new FileCommandError(`the file ${name} is larger than ${MAX_BYTES} bytes`)
    return await file.readFile('utf8')
  } finally {
    await file.close()
  }
}

function readEnvironment(text: string): Record<string, string> {
  const env = readPairs(text, 'GITHUB_ENV')
  const refused = Object.keys(env).find((name) => /^(GITHUB_|RUNNER_|NODE_OPTIONS$|CI$)/.test(name))
  if (refused) throw new FileCommandError(`GITHUB_ENV may not set ${refused}`)
  return env
}

/** `name=value` lines, and `name<<WORD` up to a line `WORD` for values of several lines. */
function readPairs(text: string, file: string): Record<string, string> {
  const pairs: [string, string][] = []
  const lines = text.split(/\r?\n/)
  for (let line = lines.shift(); line !== undefined; line = lines.shift()) {
    if (line === '') continue
    const match = /^([^=<]+)(?:=(.*)|<<(.+))$/s.exec(line)
    if (!match) throw new FileCommandError(`${file} has a line that is neither name=value nor name<<WORD`)
    const [, name = '', value, word] = match
    if (word === undefined) pairs.push([name, value ?? ''])
    else {
      const end = lines.indexOf(word)
      if (end < 0) throw new FileCommandError(`${file} has no line ${JSON.stringify(word)} that ends ${name}`)
      pairs.push([
        name,
        lines
          .splice(0, end + 1)
          .slice(0, -1)
          .join('\n'),
      ])
    }
  }
  return Object.fromEntries(pairs)
}
