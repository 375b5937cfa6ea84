import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { writeRustupStandIn } from '../../../job/rustup-stand-in.ts'
import { systemPackages } from '../../../job/system-packages.ts'
import type { InstalledTool } from '../../../machine/installed-tool.ts'
import type { ActionCall, ActionResult } from '../../served-action.ts'
import { linkPrograms } from '../serve/link-programs.ts'

/**
 * Makes a toolchain the default of the job, as `rustup default` would for the whole machine: a file `rust-toolchain` and
 * `cargo +nightly` choose another one as ever.
 */
export async function enterRust(
  call: ActionCall,
  [tool]: readonly InstalledTool[],
  asked: string | undefined,
): Promise<ActionResult> {
  if (tool === undefined) return {}
  const { environment } = call
  const cargo = join(environment.CARGO_HOME ?? join(environment.HOME ?? call.directory.home, '.cargo'), 'bin')
  const outputs = {
    name: asked ?? tool.flavour ?? tool.version,
    cachekey: tool.version,
    'rustc-version': tool.version,
  }
  const env = {
    CARGO_INCREMENTAL: environment.CARGO_INCREMENTAL ?? '0',
    CARGO_TERM_COLOR: environment.CARGO_TERM_COLOR ?? 'always',
  }
  const [rustup] = await call.machine.tools('rustup')
  if (rustup === undefined || tool.home === undefined) {
    const folder = await linkPrograms(call.directory, tool, ['rustc', ...PROGRAMS])
    return { outputs, env, path: [cargo, folder] }
  }
  const home = await ownRustup(call, tool, asked)
  await writeRustupStandIn(systemPackages(call.directory))
  const path = [systemPackages(call.directory), cargo, dirname(rustup.program)]
  return { outputs, env: { ...env, RUSTUP_HOME: home }, path }
}

const PROGRAMS = [
  ...['cargo', 'rustdoc', 'rustfmt', 'cargo-fmt', 'cargo-clippy', 'clippy-driver', 'cargo-miri', 'rust-gdb'],
] as const

/** A home for rustup in which all toolchains of the user stand, as links, and the chosen one is the default under the name it was asked by. */
async function ownRustup(
  { directory, machine }: ActionCall,
  tool: InstalledTool,
  asked: string | undefined,
): Promise<string> {
  const home = join(directory.temp, '_tools', 'rustup')
  const toolchains = join(home, 'toolchains')
  await mkdir(toolchains, { recursive: true })
  const host = /x86_64|aarch64/.exec(tool.flavour ?? '')
  const triple = host ? tool.flavour?.slice(host.index) : undefined
  const isName = asked !== undefined && /^[\w.-]{1,100}$/.test(asked)
  const alias = !isName || triple === undefined || asked.endsWith(triple) ? undefined : `${asked}-${triple}`
  for (const one of await machine.tools('rust'))
    if (one.home !== undefined) await link(one.home, join(toolchains, basename(one.home)))
  if (alias !== undefined && tool.home !== undefined) await link(tool.home, join(toolchains, alias))
  const name = alias ?? tool.flavour ?? ''
  await writeFile(
    join(home, 'settings.toml'),
    `version = "12"\nprofile = "minimal"\ndefault_toolchain = ${JSON.stringify(name)}\n\n[overrides]\n`,
  )
  return home
}

async function link(target: string, path: string): Promise<void> {
  try {
    await symlink(target, path)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
}
