import { git } from '../../../adapters/git/git.ts'
import { textOfBlob } from '../../../adapters/git/plain-files.ts'
import { asMapping } from '../../../config/yaml/as-mapping.ts'

const LOCKS =
  /^(?:package(?:-lock)?\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|pyproject\.toml|requirements[^/]*\.txt|go\.(?:mod|sum)|Cargo\.(?:toml|lock)|Gemfile(?:\.lock)?|composer\.(?:json|lock))$/
const MANIFESTS = /^(?:package|composer)\.json$/
/** Fields that change with every release or are meant for people, and do not affect what is installed. */
const IDLE =
  /^(?:version|description|keywords|authors?|contributors|maintainers|homepage|bugs|repository|funding|license|files|auto-changelog|publishConfig|greenkeeper|time|support)$/

/** Two commits for which these are equal install the same packages. */
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
    // A file that cannot be parsed counts as equal only if its text is.
    return undefined
  }
}
