import type { IssueBlock } from '../../domain/issue/issue-block.ts'
import type { Settings } from '../../domain/settings.ts'

/** An issue may ask for more attempts at a time than usual, or for fewer; the repository says for how many at most. */
export function withBlock(settings: Settings, block: IssueBlock | undefined): Settings {
  const { default_parallelism: usual, max_parallelism: most } = settings.speculation
  const default_parallelism = Math.min(block?.parallelism ?? usual, most)
  return { ...settings, speculation: { ...settings.speculation, default_parallelism } }
}
