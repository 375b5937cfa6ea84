import type { Command } from '../commands/command.ts'
import type { FoundJudge } from '../walk.ts'
import type { Files } from './files.ts'
import { toolFiles } from './tool-files.ts'

type Answer = Promise<readonly FoundJudge[] | undefined>

const known = new WeakMap<Files, Map<string, Answer>>()

/** Configuration as an option may name it. */
const NAMES_A_FILE = /config|rc|\.(json|ya?ml|toml|ini|cfg|xml|neon)$/

/** A monorepo calls the same tools in the same folders many times, and to look for their files takes long. */
export function rememberToolFiles(files: Files, command: Command): Answer {
  const answers = known.get(files) ?? new Map<string, Answer>()
  known.set(files, answers)
  const { program, args, place } = command
  const key = JSON.stringify([program, place.folder, args.filter((arg) => NAMES_A_FILE.test(arg))])
  const answer = answers.get(key) ?? toolFiles(files, command)
  answers.set(key, answer)
  return answer
}
