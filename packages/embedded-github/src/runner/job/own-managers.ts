import { linkSync } from 'node:fs'
import { copyFile, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { basename, delimiter, join } from 'node:path'
import { writeRustupStandIn } from './rustup-stand-in.ts'

type Variables = Readonly<Record<string, string>>

/** Where a version manager keeps what it has installed, and what it takes by default. */
interface Layout {
  readonly folders: readonly string[]
  readonly settings: string
}

const VERSIONS: Layout = { folders: ['versions', 'plugins'], settings: 'version' }

/** By the variable that tells each where its folder is. */
const MANAGERS: Readonly<Record<string, Layout>> = {
  RUSTUP_HOME: { folders: ['toolchains'], settings: 'settings.toml' },
  PYENV_ROOT: VERSIONS,
  RBENV_ROOT: VERSIONS,
  NODENV_ROOT: VERSIONS,
  GOENV_ROOT: VERSIONS,
  JENV_ROOT: VERSIONS,
}

/**
 * A folder below `home` for each version manager that the variables name: what the machine has installed stands there as links, and what a
 * job installs, or makes its default, beside it. Answers the variables that lead there; programs that stand in for managers are put into `standIns`.
 */
export async function ownManagers(
  { home, standIns }: { readonly home: string; readonly standIns: string },
  variables: Variables,
): Promise<Variables> {
  const own: Record<string, string> = {}
  let path = variables.PATH
  for (const [variable, layout] of Object.entries(MANAGERS)) {
    const machine = variables[variable]
    if (machine === undefined) continue
    const folder = join(home, variable.toLowerCase())
    await linkInstalled(machine, folder, layout)
    await ownShims(machine, folder)
    own[variable] = folder
    path = path
      ?.split(delimiter)
      .map((one) => (one === join(machine, 'shims') ? join(folder, 'shims') : one))
      .join(delimiter)
  }
  if (own.RUSTUP_HOME !== undefined) await writeRustupStandIn(standIns)
  return path === undefined ? own : { ...own, PATH: path }
}

async function linkInstalled(machine: string, own: string, { folders, settings }: Layout): Promise<void> {
  for (const folder of folders) {
    await mkdir(join(own, folder), { recursive: true })
    for (const name of await namesIn(join(machine, folder)))
      await symlink(join(machine, folder, name), join(own, folder, name))
  }
  // A manager of which nothing has been made the default has none.
  await copyFile(join(machine, settings), join(own, settings)).catch(() => undefined)
}

/** The programs that choose a version are one script under many names, in which the manager's folder is written. */
async function ownShims(machine: string, own: string): Promise<void> {
  const shims = (await namesIn(join(machine, 'shims'))).filter((name) => !name.startsWith('.'))
  const [first, ...others] = shims
  if (first === undefined) return
  const text = await readFile(join(machine, 'shims', first), 'utf8')
  const folder = join(own, 'shims')
  await mkdir(folder, { recursive: true })
  const script = text
    .replaceAll(`"${machine}"`, `"${own}"`)
    .replaceAll(`"${join(machine, 'shims')}"`, `"${folder}"`)
  await writeFile(join(folder, first), script, { mode: 0o755 })
  // There may be hundreds: a hard link is a name alone, where a symbolic one is a file that has to be made and taken away again. A hundred
  // names are written in a millisecond, and in twenty where each waits for its turn.
  for (const name of others) linkSync(join(folder, first), join(folder, name))
}

/** Whether a program only chooses another one. */
export function isShim(program: string): boolean {
  return basename(join(program, '..')) === 'shims'
}

function namesIn(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch(() => [])
}
