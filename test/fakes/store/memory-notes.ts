import type { Store } from '../../../src/ports/store.ts'
import type { MemoryRows } from './memory-rows.ts'

type MemoryNotes = Pick<Store, 'writtenComments' | 'recordComment' | 'note' | 'notes' | 'setNote'>

/** What was written on the forge, and notes of the app to itself. */
export function memoryNotes(rows: MemoryRows): MemoryNotes {
  const { comments, notes } = rows
  return {
    writtenComments: async ({ owner, repo }, on) =>
      [...comments.values()]
        .filter((one) => one.repository === `${owner}/${repo}` && on.includes(one.on))
        .sort((a, b) => a.on - b.on || (a.marker < b.marker ? -1 : 1))
        .map(({ repository: _, ...comment }) => structuredClone(comment)),
    recordComment: async ({ owner, repo }, comment) => {
      const repository = `${owner}/${repo}`
      comments.set(`${repository}#${comment.on} ${comment.marker}`, {
        ...structuredClone(comment),
        repository,
      })
    },
    note: async (name) => notes.get(name),
    notes: async (names) => new Map([...notes].filter(([name]) => names.includes(name))),
    setNote: async (name, value) => void notes.set(name, value),
  }
}
