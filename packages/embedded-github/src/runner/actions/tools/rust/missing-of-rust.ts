import { access, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { InstalledTool } from '../../../machine/installed-tool.ts'
import type { CheckedTool, CheckRequest } from '../tool-action.ts'

interface WantedOfRust {
  readonly components: readonly (string | undefined)[]
  readonly targets: readonly (string | undefined)[]
}

/** Components and targets that the chosen toolchain lacks: nothing is added to what the user has installed. */
export async function missingOfRust(
  { tools }: CheckRequest,
  { components, targets }: WantedOfRust,
): Promise<CheckedTool> {
  const [toolchain] = tools
  if (toolchain === undefined) return {}
  const own = await installedTargets(toolchain)
  const parts = await Promise.all(
    listOf(components).map(async (name) => ((await hasComponent(toolchain, name)) ? undefined : name)),
  )
  const missing = [
    ...parts.filter((name) => name !== undefined).map((name) => `the component \`${name}\``),
    ...listOf(targets)
      .filter((target) => own !== undefined && !own.includes(target))
      .map((target) => `the target \`${target}\``),
  ]
  return {
    missing: missing.map((what) => `${what}, which Rust ${toolchain.version} of this machine does not have`),
  }
}

function listOf(texts: readonly (string | undefined)[]): readonly string[] {
  const names = texts.flatMap((text) => (text ?? '').split(/[\s,]+/))
  return [...new Set(names.filter((name) => name !== '').map((name) => name.replace(/[^\w.-]/g, '')))]
}

/** Undefined where they cannot be told. */
function installedTargets({ program }: InstalledTool): Promise<readonly string[] | undefined> {
  return readdir(join(program, '../../lib/rustlib')).catch(() => undefined)
}

/** A distribution installs a component as a program; rustup writes down what it has installed. */
async function hasComponent({ home, folders }: InstalledTool, name: string): Promise<boolean> {
  const list = home === undefined ? undefined : await read(join(home, 'lib/rustlib/components'))
  if (list !== undefined) {
    const names = list.split('\n')
    return names.some((line) => line === name || line.startsWith(`${name}-`))
  }
  const program = PROGRAMS[name]
  if (program === undefined) return BUILT_IN.has(name)
  const found = await Promise.all(
    folders.map((folder) =>
      access(join(folder, program)).then(
        () => true,
        () => false,
      ),
    ),
  )
  return found.includes(true)
}

function read(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined)
}

const PROGRAMS: Readonly<Record<string, string>> = {
  clippy: 'cargo-clippy',
  rustfmt: 'rustfmt',
  cargo: 'cargo',
  rustdoc: 'rustdoc',
  'rust-analyzer': 'rust-analyzer',
}

/** What no compiler comes without. */
const BUILT_IN = new Set(['rustc', 'rust-std'])
