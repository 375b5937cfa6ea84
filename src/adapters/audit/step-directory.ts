import { mkdir, realpath } from 'node:fs/promises'
import { join } from 'node:path'

/** `<root>/.nwave/speculative/<stepId>` (B6). Throws for a `stepId` that is not a plain name. */
export function stepDirectory(root: string, stepId: string): string {
  if (!/^(?!\.{1,2}$)[A-Za-z0-9._-]{1,255}$/.test(stepId)) {
    throw new Error(`not a step id: ${JSON.stringify(stepId)}; expected owner.repo.issue.run`)
  }
  return join(root, '.nwave', 'speculative', stepId)
}

/** The root may be a checkout that others write to, so a link on the way is not followed out of it. */
export async function ensureStepDirectory(root: string, stepId: string): Promise<string> {
  const directory = stepDirectory(root, stepId)
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const expected = stepDirectory(await realpath(root), stepId)
  if ((await realpath(directory)) !== expected)
    throw new Error(`${directory} leads elsewhere by a symbolic link`)
  return expected
}
