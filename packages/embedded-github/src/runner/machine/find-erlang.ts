import { join } from 'node:path'
import type { InstalledTool } from './installed-tool.ts'
import { patternsOf } from './manager-folders.ts'
import type { Places } from './places.ts'

/** An installation of Erlang says its OTP version in a file; the program would start a whole system to print it. */
export async function findErlang(places: Places): Promise<readonly InstalledTool[]> {
  const patterns = PATTERNS.flatMap((short) => patternsOf(places, short))
  const files = await Promise.all(patterns.map((pattern) => places.entries(pattern)))
  const tools = await Promise.all(files.flat().map((file) => otpOf(places, file)))
  return tools.filter((tool) => tool !== undefined)
}

const PATTERNS = [
  '/usr/lib/erlang/releases/*/OTP_VERSION',
  '/usr/local/lib/erlang/releases/*/OTP_VERSION',
  'asdf:installs/erlang/*/releases/*/OTP_VERSION',
  'mise:installs/erlang/*/releases/*/OTP_VERSION',
]

async function otpOf(places: Places, file: string): Promise<InstalledTool | undefined> {
  const home = join(file, '../../..')
  const version = (await places.read(file))?.trim()
  const [program] = await places.programs(join(home, 'bin/erl'))
  if (version === undefined || program === undefined || !/^\d[\d.]*/.test(version)) return undefined
  return { version, program, folders: [join(home, 'bin')], home }
}
