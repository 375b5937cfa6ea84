import type { SetUpOfTree } from '../../ports/workspace.ts'

/** The brief, with what the agent finds installed; what was to be installed and could not be is said as well. */
export function briefWithSetUp(brief: string, setUp: SetUpOfTree | undefined): string {
  if (setUp === undefined) return brief
  return `${brief.trimEnd()}\n\n## What is installed\n\n${setUp.kind === 'installed' ? INSTALLED : FAILED}\n`
}

const INSTALLED =
  "The project's dependencies are installed in the working directory, and there is no network to install others."
const FAILED =
  "The project's dependencies could not be installed, and there is no network to install them: its tests may not run here."
