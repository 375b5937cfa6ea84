import { existsSync } from 'node:fs'
import { rm, symlink } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * opencode's package holds no program: a script of its own, which is not run here, would put the one for this machine in
 * place. Does that with a link, and removes the second copy, for processors with AVX2, which would only take up room.
 */
export async function linkNativeProgram(folder: string): Promise<void> {
  const modules = join(folder, 'node_modules')
  if (!existsSync(join(modules, 'opencode-ai'))) return
  const [chosen, ...others] = variants().filter((name) => existsSync(join(modules, name)))
  if (chosen === undefined)
    throw new Error(`opencode has no program for ${process.platform} on ${process.arch}`)
  const link = join(modules, '.bin', 'opencode')
  await rm(link, { force: true })
  await symlink(join('..', chosen, 'bin', 'opencode'), link)
  for (const other of others) await rm(join(modules, other), { recursive: true })
}

/** Best first; `baseline` runs on every 64-bit processor. */
function variants(): string[] {
  const base = `opencode-${process.platform}-${process.arch}`
  const forGlibc = [`${base}-baseline`, base]
  const forMusl = [`${base}-baseline-musl`, `${base}-musl`]
  return usesMusl() ? [...forMusl, ...forGlibc] : [...forGlibc, ...forMusl]
}

function usesMusl(): boolean {
  return process.platform === 'linux' && existsSync('/etc/alpine-release')
}
