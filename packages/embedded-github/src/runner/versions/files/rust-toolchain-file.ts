import { asMapping } from '@speculate-dev/workflows'
import { parseToml, textOf } from './tool-versions.ts'

export interface RustToolchainFile {
  readonly channel: string | undefined
  readonly components: readonly string[]
  readonly targets: readonly string[]
}

/** `rust-toolchain.toml`, or `rust-toolchain`, which may hold a name alone: https://rust-lang.github.io/rustup/overrides.html. */
export function rustToolchainIn(text: string): RustToolchainFile {
  const line = text.trim()
  if (/^[\w.-]{1,100}$/.test(line)) return { channel: line, components: [], targets: [] }
  const toolchain = asMapping(parseToml(text)?.toolchain)
  return {
    channel: textOf(toolchain?.channel),
    components: textsOf(toolchain?.components),
    targets: textsOf(toolchain?.targets),
  }
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
}
