import type { z } from 'zod'
import { existingDirectory } from './collect/existing-directory.ts'
import { lookInside, readInside } from './collect/read-inside.ts'

const MAX_ANSWER_BYTES = 128 * 1024

/** What an agent that changes nothing left at `path` in its work tree, or the reason why it counts for nothing. */
export async function readAnswer<Schema extends z.ZodType>(
  workTree: string,
  path: string,
  schema: Schema,
): Promise<z.output<Schema> | { readonly unreadable: string }> {
  const root = await existingDirectory(workTree).catch(() => undefined)
  if (root === undefined) return { unreadable: 'its work tree is gone' }
  const stats = await lookInside(root, path).catch(() => undefined)
  if (stats === undefined) return { unreadable: `it left no ${path}` }
  if (!stats.isFile()) return { unreadable: `${path} is not a regular file` }
  if (stats.size > MAX_ANSWER_BYTES)
    return { unreadable: `${path} is larger than ${MAX_ANSWER_BYTES / 1024} KB` }
  let json: unknown
  try {
    json = JSON.parse((await readInside(root, path, MAX_ANSWER_BYTES)).toString('utf8'))
  } catch {
    return { unreadable: `${path} is not valid JSON` }
  }
  const answer = schema.safeParse(json)
  if (answer.success) return answer.data
  const [issue] = answer.error.issues
  return {
    unreadable: `${path}: ${issue?.path.join('.') || 'it'}: ${issue?.message ?? 'not what was asked for'}`,
  }
}
