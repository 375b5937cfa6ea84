import type { FileChange } from '../../../domain/candidate/patch.ts'
import type { ChangesOnly } from '../../../domain/judgement/measures.ts'

/** Nothing in the file changes: it has other permissions, which matter to what can be run, or it comes or goes and holds nothing. */
export function withoutText({
  path,
  status,
  text,
}: {
  readonly path: string
  readonly status: FileChange['status']
  readonly text: string
}): ChangesOnly | undefined {
  if (status === 'modified') return CAN_BE_RUN.test(text) || isScript(path) ? undefined : 'file permissions'
  return MEANS_NOTHING_EMPTY.test(path) && !MEANS_BY_ITS_NAME.test(path) ? 'an empty file' : undefined
}

const CAN_BE_RUN = /^(?:#!|\x7fELF)/

/** By a name without an extension, or in a folder of programs. */
function isScript(path: string): boolean {
  return /(?:^|\/)(?:bin|scripts?|hooks|sbin|libexec|tools)\/|(?:^|\/)[^./]+$|\.(?:sh|bash|zsh|fish|py|rb|pl|php|bat|cmd|ps1|exe|run|bin)$/i.test(
    path,
  )
}

/** That it is there is what counts: packages of Python, modules of Rust. */
export function meansByItsName(path: string): boolean {
  return MEANS_BY_ITS_NAME.test(path)
}

const MEANS_BY_ITS_NAME =
  /(?:^|\/)(?:__init__|__main__|conftest|setup)\.pyi?$|(?:^|\/)(?:mod|lib|main)\.rs$|(?:^|\/)index\.\w{1,8}$/i
const MEANS_NOTHING_EMPTY =
  /\.(?:[cm]?[jt]sx?|py|go|java|kts?|scala|rs|cs|rb|php|c|h|cc|cpp|hpp|swift|exs?|dart|sh|css|scss|less|sql|lua|txt|log|tmp|bak|orig|md)$|(?:^|\/)\.(?:git)?keep$|(?:^|\/)[a-z][\w-]*$/
