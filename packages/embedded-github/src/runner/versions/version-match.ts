import type { InstalledTool } from '../machine/installed-tool.ts'

/** Which installed version serves what was asked for; undefined when none does. */
export type VersionMatch = (asked: string, installed: readonly InstalledTool[]) => MatchedVersion | undefined

export interface MatchedVersion {
  readonly tool: InstalledTool
  /** Said where what was asked for moves on with every release, and this machine's newest may be behind. */
  readonly isMoving?: boolean
}
