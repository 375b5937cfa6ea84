import { git } from '../../adapters/git/git.ts'
import { textOfBlob } from '../../adapters/git/plain-files.ts'
import { asMapping } from '../../config/yaml/as-mapping.ts'

const LOCKS =
  /^(?:package(?:-lock)?\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|pyproject\.toml|requirements[^/]*\.txt|go\.(?:mod|sum)|Cargo\.(?:toml|lock)|Gemfile(?:\.lock)?|composer\.(?:json|lock))$/
const MANIFESTS = /^(?:package|composer)\.json$/
/** What changes with every release, or is said to people, and installs nothing else. */
const IDLE =
  /^(?:version|description|keywords|authors?|contributors|maintainers|homepage|bugs|repository|funding|license|files|auto-changelog|publishConfig|greenkeeper|time|support)$/

/** Two commits with the same of these have the same installed. */
export async function locksOf(gitDir: string, commit: string): Promise<string> {
  const { stdout } = await git(['ls-tree', '-z', commit], { gitDir })
  const locks: string[] = []
  for (const entry of stdout.toString('utf8').split('\0')) {
    const [about = '', path = ''] = entry.split('\t')
    const object = about.split(' ')[2]
    if (object === undefined || !LOCKS.test(path)) continue
    locks.push(`${path} ${MANIFESTS.test(path) ? await manifestOf(gitDir, object) : object}`)
  }
  return locks.join('\n')
}

async function manifestOf(gitDir: string, object: string): Promise<string> {
  const text = await textOfBlob(gitDir, object)
  const all = asMapping(parsed(text))
  return all ? JSON.stringify(Object.entries(all).filter(([key]) => !IDLE.test(key))) : object
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Then it is the same only where its text is.
    return undefined
  }
}
