import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

export interface Payloads {
  /** In memory, until it is saved. */
  keep(id: number, payload: string): void
  save(): Promise<void>
  /** Throws where there is none. */
  read(id: number): Promise<string>
}

/** The payloads of deliveries, by the delivery's id: a file each in `folder`. */
export function createPayloads(folder: string): Payloads {
  const unsaved = new Map<number, string>()
  const fileOf = (id: number) => join(folder, `${id}.json`)
  return {
    keep(id, payload) {
      unsaved.set(id, payload)
    },
    async save() {
      if (unsaved.size === 0) return
      await mkdir(folder, { recursive: true })
      const files = [...unsaved]
      await Promise.all(files.map(([id, payload]) => writeFile(fileOf(id), payload)))
      for (const [id] of files) unsaved.delete(id)
    },
    read: async (id) => unsaved.get(id) ?? readFile(fileOf(id), 'utf8'),
  }
}
