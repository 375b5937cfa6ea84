import { access, constants, mkdir, symlink } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { JobDirectory } from '../../../job/job-directory.ts'
import type { InstalledTool } from '../../../machine/installed-tool.ts'

/**
 * A folder of the job in which a tool stands alone, for PATH: where it lies on the machine, others may lie beside it and would come
 * before what another step has set up. Answers the folder.
 */
export async function linkPrograms(
  directory: JobDirectory,
  tool: InstalledTool,
  [main, ...others]: readonly [string, ...string[]],
): Promise<string> {
  const folder = join(directory.temp, '_tools', `${main}-${tool.version}`)
  await mkdir(folder, { recursive: true })
  await link(tool.program, join(folder, main))
  for (const name of others) {
    const program = await besides(tool, name)
    if (program !== undefined) await link(program, join(folder, name))
  }
  return folder
}

/** A program that belongs to a tool, which stands where it does. */
export async function besides(tool: InstalledTool, name: string): Promise<string | undefined> {
  // `ruby3.1` comes with `gem3.1`.
  const suffix = /\d[\d.]*$/.exec(basename(tool.program))?.[0] ?? ''
  const names = suffix === '' ? [name] : [`${name}${suffix}`, name]
  const places = tool.folders.flatMap((folder) => names.map((one) => join(folder, one)))
  for (const place of places) {
    const isThere = await access(place, constants.X_OK).then(
      () => true,
      () => false,
    )
    if (isThere) return place
  }
  return undefined
}

/** The same action may run twice in one job. */
async function link(target: string, path: string): Promise<void> {
  try {
    await symlink(target, path)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
}
