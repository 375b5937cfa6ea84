import { writeFileSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { execa } from 'execa'
import { temporaryFolder } from '../../temporary-folder.ts'
import { runTry, runTryHere } from './run-try.ts'

const WRONG = 'export function add(a, b) { return a - b }\n'
export const RIGHT = 'export function add(a, b) { return a + b }\n'
const TEST = `import assert from 'node:assert'
import { test } from 'node:test'
import { add } from '../src/add.js'
test('adds', () => assert.equal(add(2, 3), 5))
`

/** A small repository with a mistake, a test that is red for it, and an issue about it. */
export interface Adder {
  readonly root: string
  readonly repository: string
  /** Makes the repository, with these files. */
  readonly commit: (files: Readonly<Record<string, string>>) => Promise<void>
  /** `speculate try` with agents of which each writes its own text of `src/add.js`. */
  readonly tryWith: (agents: Readonly<Record<string, string>>, ...args: string[]) => ReturnType<typeof runTry>
  /** The same in this process. */
  readonly tryHere: (
    agents: Readonly<Record<string, string>>,
    ...args: string[]
  ) => ReturnType<typeof runTryHere>
  /** `speculate try` with agents that are scripts of a shell. */
  readonly tryScripts: (
    agents: Readonly<Record<string, string>>,
    args: readonly string[],
    env?: Readonly<Record<string, string>>,
  ) => ReturnType<typeof runTry>
  /** The same in this process. */
  readonly tryScriptsHere: (
    agents: Readonly<Record<string, string>>,
    args: readonly string[],
    env?: Readonly<Record<string, string>>,
  ) => ReturnType<typeof runTryHere>
  readonly remove: () => Promise<void>
}

export async function createAdder(): Promise<Adder> {
  const root = await temporaryFolder()
  const repository = join(root, 'adder')
  await writeFile(join(root, 'bug.md'), '# add subtracts\nadd(2, 3) is -1.\n')
  const define = (agents: Readonly<Record<string, string>>) => {
    const toolchains = Object.entries(agents).map(([name, script]) => [
      name,
      { kind: 'command', command: ['sh', '-c', script] },
    ])
    writeFileSync(join(root, 'agents.yml'), JSON.stringify({ toolchains: Object.fromEntries(toolchains) }))
  }
  const tryScripts: Adder['tryScripts'] = (agents, args, env) => {
    define(agents)
    return runTry({ root, repository }, args, env)
  }
  const tryScriptsHere: Adder['tryScriptsHere'] = (agents, args, env) => {
    define(agents)
    return runTryHere({ root, repository }, args, env)
  }
  return {
    root,
    repository,
    commit: (files) => commit(repository, files),
    tryScripts,
    tryWith: (agents, ...args) => tryScripts(asScripts(agents), args),
    tryScriptsHere,
    tryHere: (agents, ...args) => tryScriptsHere(asScripts(agents), args),
    remove: () => rm(root, { recursive: true, force: true }),
  }
}

function asScripts(agents: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(agents).map(([name, text]) => [name, writing(text)]))
}

/** A script that writes a text of `src/add.js`. */
export function writing(text: string): string {
  return `cat > src/add.js <<'END'\n${text}END`
}

/** The adder, with a test that is red, and these files. */
async function commit(repository: string, files: Readonly<Record<string, string>>): Promise<void> {
  const all = {
    'package.json': JSON.stringify({ name: 'adder', type: 'module', scripts: { test: 'node --test' } }),
    'src/add.js': WRONG,
    'test/add.test.js': TEST,
    ...files,
  }
  for (const [path, text] of Object.entries(all)) {
    await mkdir(dirname(join(repository, path)), { recursive: true })
    await writeFile(join(repository, path), text)
  }
  const git = (...args: string[]) => execa('git', args, { cwd: repository })
  await git('init', '--quiet', '--initial-branch=main')
  await git('add', '--all')
  await git('-c', 'user.name=Test', '-c', 'user.email=test@example.com', 'commit', '--quiet', '-m', 'first')
}
