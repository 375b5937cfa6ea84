import type { InstalledTool } from '../machine/installed-tool.ts'
import { newest, newestFitting } from './newest-fitting.ts'
import type { MatchedVersion } from './version-match.ts'

/**
 * A name of a toolchain as rustup takes it: `stable`, `nightly-2025-01-01`, `1.75`, with or without the host. A channel is served by
 * a toolchain of that channel, by name before by version; a compiler without rustup is one of the channel that its version says.
 */
export function matchRust(asked: string, installed: readonly InstalledTool[]): MatchedVersion | undefined {
  const text = asked.trim()
  const named = installed.find(({ flavour }) => flavour !== undefined && isNamed(flavour, text))
  const channel = /^(stable|beta|nightly)$/.exec(text)?.[1]
  if (channel === undefined) {
    if (named) return { tool: named }
    const tool = /^\d+\.\d+(?:\.\d+)?$/.test(text) ? newestFitting(installed, text) : undefined
    return tool && { tool }
  }
  const tool = named ?? newest(installed.filter(({ version }) => channelOf(version) === channel))
  return tool && { tool, isMoving: true }
}

/** `stable-x86_64-unknown-linux-gnu` is `stable`, but `nightly-2025-01-01-…` is not `nightly`. */
function isNamed(toolchain: string, asked: string): boolean {
  if (toolchain === asked) return true
  return toolchain.startsWith(`${asked}-`) && !/^\d{4}-\d\d-\d\d/.test(toolchain.slice(asked.length + 1))
}

function channelOf(version: string): string {
  return /-(nightly|beta|dev)/.exec(version)?.[1] ?? 'stable'
}
