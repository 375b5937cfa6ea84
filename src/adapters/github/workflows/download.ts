import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { makeScratchFolder } from '../../scratch-folder.ts'

export interface Downloaded {
  readonly path: string
  readonly bytes: number
  /** There is more of it than was wanted. */
  readonly isCut: boolean
}

/**
 * GitHub answers with the place of a file of any size. It is written as it comes, so that neither its size nor the reading of it is a
 * burden to this process, and is there until `use` has ended. Undefined where no file was answered.
 */
export async function download<T>(
  asking: Promise<{ readonly data: unknown }>,
  maxBytes: number,
  use: (file: Downloaded) => Promise<T>,
): Promise<T | undefined> {
  const { data: body } = await asking
  if (!(body instanceof ReadableStream)) return undefined
  const folder = await makeScratchFolder()
  try {
    const path = join(folder.path, 'download')
    return await use({ path, ...(await write(body, path, maxBytes)) })
  } finally {
    await folder.remove()
  }
}

async function write(body: ReadableStream<unknown>, path: string, maxBytes: number) {
  const file = await open(path, 'w', 0o600)
  let bytes = 0
  try {
    for await (const chunk of body) {
      if (!(chunk instanceof Uint8Array)) throw new Error('the answer is no file')
      if (bytes + chunk.length > maxBytes) return { bytes, isCut: true }
      await file.writeFile(chunk)
      bytes += chunk.length
    }
    return { bytes, isCut: false }
  } finally {
    await file.close()
  }
}
