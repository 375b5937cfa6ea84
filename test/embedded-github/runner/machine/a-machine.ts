import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Machine, thisMachine } from '../../../../packages/embedded-github/src/runner/machine/machine.ts'
import { temporaryFolder } from '../../../temporary-folder.ts'

export interface MachineParts {
  /** Programs below the root, each with what it prints; a text that begins with `#!` is the script itself. */
  readonly programs?: Readonly<Record<string, string>>
  /** Other files. */
  readonly files?: Readonly<Record<string, string>>
  /** Links, by where they stand. */
  readonly links?: Readonly<Record<string, string>>
  /** More of the environment; in its values `ROOT` is the root. */
  readonly environment?: Readonly<Record<string, string>>
  readonly probeMs?: number
}

/** A machine made of little scripts below a folder of its own; `/usr/bin` and `~/bin` are on its PATH. */
export async function aMachine(parts: MachineParts = {}): Promise<{ machine: Machine; root: string }> {
  const root = await temporaryFolder()
  const write = async (path: string, text: string) => {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), text)
  }
  for (const [path, output] of Object.entries(parts.programs ?? {})) {
    await write(path, output.startsWith('#!') ? output : `#!/bin/sh\ncat <<'END'\n${output}\nEND\n`)
    await chmod(join(root, path), 0o755)
  }
  for (const [path, text] of Object.entries(parts.files ?? {})) await write(path, text)
  for (const [path, target] of Object.entries(parts.links ?? {})) {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await symlink(join(root, target), join(root, path))
  }
  const told = Object.entries(parts.environment ?? {}).map(([name, value]) => [
    name,
    value.replaceAll('ROOT', root),
  ])
  const environment = {
    HOME: join(root, 'home'),
    PATH: `${join(root, 'usr/bin')}:${join(root, 'home/bin')}:/usr/bin:/bin`,
    ...Object.fromEntries(told),
  }
  return { machine: thisMachine({ environment, root, probeMs: parts.probeMs ?? 30_000 }), root }
}
