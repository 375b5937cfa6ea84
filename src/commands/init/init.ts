import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PACKAGE } from '../../adapters/own-files.ts'
import { CommandError, type ExitCode } from '../command-error.ts'

export interface InitOptions {
  readonly repo: string
  readonly force?: boolean
  readonly json?: boolean
}

const NAME = 'speculate-proof.yml'
const FOLDER = '.github/workflows'
const TEMPLATE = join(PACKAGE, 'docs/proof-workflow.yml')

/** Writes the workflow that runs tests of candidates on each other, unless another one is in its place. */
export async function initProof({ repo, force = false, json = false }: InitOptions): Promise<ExitCode> {
  await mustBeRepository(repo)
  const path = `${FOLDER}/${NAME}`
  const file = join(repo, path)
  const template = await readFile(TEMPLATE, 'utf8')
  const before = await readFile(file, 'utf8').catch(absent)
  if (before !== undefined && before !== template && !force)
    throw new CommandError(
      `${file} is there already with other content; --force overwrites it, and steps that you have added are lost`,
    )
  const isWritten = before !== template
  if (isWritten) {
    await mkdir(join(repo, FOLDER), { recursive: true })
    await writeFile(file, template)
  }
  const setting = `proof:\n  workflow: ${NAME}\n`
  process.stdout.write(
    json
      ? `${JSON.stringify({ path, written: isWritten, setting }, null, 2)}\n`
      : `${isWritten ? `${file} was written` : `${file} is there already, as it should be`}\n${NEXT}`,
  )
  return 0
}

async function mustBeRepository(repo: string): Promise<void> {
  const found = await stat(join(repo, '.git')).catch(absent)
  if (found === undefined)
    throw new CommandError(`${repo} is not the top folder of a git repository; name one with --repo`)
}

function absent(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
    return undefined
  throw error
}

const NEXT = `
Then:
  1. add the steps to it that install what your tests need, as your other workflows do
  2. switch it on in .github/speculate.yml:

     proof:
       workflow: ${NAME}

  3. commit both to the default branch
`
