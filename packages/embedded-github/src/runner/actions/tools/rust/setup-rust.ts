import { rustToolchainIn } from '../../../versions/files/rust-toolchain-file.ts'
import { matchRust } from '../../../versions/match-rust.ts'
import type { Asked, AskRequest, Inputs, ToolAction } from '../tool-action.ts'
import { enterRust } from './enter-rust.ts'
import { missingOfRust } from './missing-of-rust.ts'

const RUST = { tool: 'rust', title: 'Rust', match: () => matchRust } as const

/** https://github.com/dtolnay/rust-toolchain: the ref names the toolchain, where `toolchain` does not. */
export const rustToolchain: ToolAction = {
  ...RUST,
  names: ['dtolnay/rust-toolchain'],
  follows: ['toolchain', 'targets', 'target', 'components'],
  asked: ({ ref, inputs }) => askedOf(inputs, 'toolchain', named(ref)),
  check: (request) =>
    missingOfRust(request, {
      components: [
        request.inputs.components,
        /^(?:clippy|miri)$/.test(request.ref) ? request.ref : undefined,
      ],
      targets: [request.inputs.targets ?? request.inputs.target],
    }),
  setUp: (call, tools) => enterRust(call, tools, call.inputs.toolchain ?? named(call.ref)),
}

/** A branch for each channel and version; two are of a nightly with one component more. */
function named(ref: string): string | undefined {
  if (ref === 'clippy' || ref === 'miri') return 'nightly'
  return /^(?:stable|beta|nightly(?:-\d{4}-\d\d-\d\d)?|1\.\d+(?:\.\d+)?)$/.test(ref) ? ref : undefined
}

/** https://github.com/actions-rs/toolchain, and what took its place; both read `rust-toolchain` files. */
export const actionsRsToolchain: ToolAction = {
  ...RUST,
  names: ['actions-rs/toolchain', 'actions-rust-lang/setup-rust-toolchain'],
  follows: ['toolchain', 'target', 'components', 'rustflags'],
  asked: (request) => askedOrFile(request, 'toolchain'),
  check: (request) =>
    missingOfRust(request, { components: [request.inputs.components], targets: [request.inputs.target] }),
  async setUp(call, tools) {
    const result = await enterRust(call, tools, call.inputs.toolchain)
    // Only the second of the two has it: warnings are errors, unless the workflow says otherwise.
    const flags = call.inputs.rustflags ?? '-D warnings'
    const isSet =
      'RUSTFLAGS' in call.environment || !call.uses.startsWith('actions-rust-lang/') || flags === ''
    return isSet ? result : { ...result, env: { ...result.env, RUSTFLAGS: flags } }
  },
}

/** https://github.com/moonrepo/setup-rust */
export const moonrepoRust: ToolAction = {
  ...RUST,
  names: ['moonrepo/setup-rust'],
  follows: ['channel', 'targets', 'components', 'inherit-toolchain'],
  asked: (request) => askedOrFile(request, 'channel'),
  check: (request) =>
    missingOfRust(request, { components: [request.inputs.components], targets: [request.inputs.targets] }),
  setUp: (call, tools) => enterRust(call, tools, call.inputs.channel),
}

function askedOf(inputs: Inputs, name: string, otherwise: string | undefined): Asked {
  if (name in inputs && inputs[name] === undefined) return { kind: 'later', otherwise: `no \`${name}\`` }
  const version = inputs[name] ?? otherwise
  return version === undefined ? { kind: 'any' } : { kind: 'versions', versions: [version] }
}

const FILES = ['rust-toolchain.toml', 'rust-toolchain']

async function askedOrFile({ inputs, read }: AskRequest, name: string): Promise<Asked> {
  if (name in inputs) return askedOf(inputs, name, undefined)
  for (const path of FILES) {
    const text = await read(path)
    const channel = text === undefined ? undefined : rustToolchainIn(text).channel
    if (channel !== undefined) return { kind: 'versions', versions: [channel], of: path }
  }
  return { kind: 'versions', versions: ['stable'] }
}
