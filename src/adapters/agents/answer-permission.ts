import { realpath } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type {
  PermissionOptionKind,
  RequestPermissionRequest,
  RequestPermissionResponse,
  ToolCallUpdate,
} from '@agentclientprotocol/sdk'

export interface PermissionAnswer {
  readonly response: RequestPermissionResponse
  /** One line for the audit. Foreign text in it. */
  readonly line: string
}

/**
 * Permissions are a courtesy of the agent, not a boundary: an agent may never ask. They are answered for the record and to refuse
 * early: yes to work inside the work tree, no to the network and to any path outside.
 */
export async function answerPermission(
  { toolCall, options }: RequestPermissionRequest,
  root: string,
): Promise<PermissionAnswer> {
  const allowed = toolCall.kind !== 'fetch' && (await areInside(root, pathsOf(toolCall)))
  const option = choose(options, allowed ? ['allow_once', 'allow_always'] : ['reject_once', 'reject_always'])
  return {
    response: {
      outcome: option ? { outcome: 'selected', optionId: option.optionId } : { outcome: 'cancelled' },
    },
    line: `${allowed ? 'allowed' : 'refused'}: ${toolCall.title ?? toolCall.kind ?? 'a tool'}`,
  }
}

function choose(options: RequestPermissionRequest['options'], kinds: readonly PermissionOptionKind[]) {
  return kinds.map((kind) => options.find((option) => option.kind === kind)).find((option) => option)
}

function pathsOf({ locations, content }: ToolCallUpdate): string[] {
  const edited = (content ?? []).filter((part) => part.type === 'diff').map((part) => part.path)
  return [...(locations ?? []).map((location) => location.path), ...edited]
}

async function areInside(root: string, paths: readonly string[]): Promise<boolean> {
  for (const path of paths) {
    const real = await realPlace(resolve(root, path))
    if (real !== root && !real.startsWith(`${root}/`)) return false
  }
  return true
}

/** Where a path really leads, also when its last parts do not exist yet. */
async function realPlace(path: string): Promise<string> {
  try {
    return await realpath(path)
  } catch {
    const parent = dirname(path)
    return parent === path
      ? path
      : resolve(await realPlace(parent), path.slice(parent.length).replace(/^\//, ''))
  }
}
