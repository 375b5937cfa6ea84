import { cp, open } from 'node:fs/promises'
import { join } from 'node:path'

/** An action of somebody else, by what a step names: `owner/name/path@ref`. */
export interface OtherAction {
  /** `owner/name`. */
  readonly repository: string
  readonly ref: string
  /** From the folder that holds such actions: `owner/name@ref`. */
  readonly folder: string
  /** Where in its repository the action lies. */
  readonly inside: string
}

/** Undefined for what is no such name, or would lead to another place. */
export function otherAction(uses: string): OtherAction | undefined {
  const [, owner, name, inside = '', ref] =
    /^([\w-][\w.-]*)\/([\w-][\w.-]*)((?:\/[\w-][\w.-]*)*)@([\w-][\w./-]*)$/.exec(uses) ?? []
  if (owner === undefined || name === undefined || ref === undefined) return undefined
  if (ref.split('/').some((part) => part === '' || part === '.' || part === '..')) return undefined
  return { repository: `${owner}/${name}`, ref, folder: `${owner}/${name}@${ref}`, inside }
}

/** Told of an action that neither this runner serves nor anybody has allowed. */
export function unknownAction(uses: string): string {
  return `\`uses: ${uses}\`${UNKNOWN}`
}

/** Whether it is what is told of such an action, or of what leads to one. */
export function isUnknownAction(finding: string): boolean {
  return /`uses: [^`]+` is not supported by this runner$/.test(finding)
}

const UNKNOWN = ' is not supported by this runner'

/** Its `action.yml`, in a folder of such actions. */
export async function readOtherAction(actions: string, action: OtherAction): Promise<string | undefined> {
  for (const name of ['action.yml', 'action.yaml']) {
    const text = await readSmall(join(actions, action.folder, action.inside, name))
    if (text !== undefined) return text
  }
  return undefined
}

const MAX_BYTES = 512 * 1024

async function readSmall(path: string): Promise<string | undefined> {
  const file = await open(path).catch(() => undefined)
  if (!file) return undefined
  try {
    const stat = await file.stat()
    return stat.isFile() && stat.size <= MAX_BYTES ? await file.readFile('utf8') : undefined
  } finally {
    await file.close()
  }
}

/** A copy for one job, which may do with it what it likes. Answers where the action lies in it. */
export async function copyOtherAction(actions: string, action: OtherAction, root: string): Promise<string> {
  const own = join(root, '_actions', action.folder)
  const isWanted = (path: string) => !/\/\.git(?:\/|$)/.test(path)
  // A link in the copy would lead back to what all jobs share.
  await cp(join(actions, action.folder), own, { recursive: true, dereference: true, filter: isWanted })
  return join(own, action.inside)
}
