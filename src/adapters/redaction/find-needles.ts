import type { Needle } from './needles-of.ts'

/** Where needles stand in a text of small letters and digits: begin and end of each, in order, none over another. */
export type FindNeedles = (letters: string) => readonly (readonly [start: number, end: number])[]

/** Letters that say whether anything can begin at a place, and those by which a needle is then found. */
const FIRST = 4
const HEAD = 8

/**
 * Looks for all of them at once, in time that grows with the length of the text, not with their number: a bit for each way in which four
 * letters can follow each other says where it is worth to look.
 */
export function findNeedles(needles: readonly Needle[]): FindNeedles {
  const begins = new Uint8Array(36 ** FIRST)
  const byHead = new Map<string, Needle[]>()
  for (const needle of needles) {
    const head = needle.letters.slice(needle.from, needle.from + HEAD)
    begins[codeOf(head)] = 1
    byHead.set(head, [...(byHead.get(head) ?? []), needle])
  }
  return (letters) => {
    const found: [number, number][] = []
    let code = 0
    for (let index = 0; index < letters.length; index++) {
      code = (code * 36 + digitOf(letters.charCodeAt(index))) % begins.length
      const start = index - FIRST + 1
      if (start < (found.at(-1)?.[1] ?? 0) || begins[code] === 0) continue
      const candidates = byHead.get(letters.slice(start, start + HEAD)) ?? []
      const length = Math.max(0, ...candidates.map((needle) => lengthAt(needle, letters, start)))
      if (length > 0) found.push([start, start + length])
    }
    return found
  }
}

/** How much of a needle stands there; nothing where that is too little. */
function lengthAt({ letters, from, least }: Needle, text: string, start: number): number {
  let length = 0
  while (
    from + length < letters.length &&
    text.charCodeAt(start + length) === letters.charCodeAt(from + length)
  )
    length++
  return length >= least ? length : 0
}

function codeOf(head: string): number {
  return [...head.slice(0, FIRST)].reduce((code, letter) => code * 36 + digitOf(letter.charCodeAt(0)), 0)
}

function digitOf(code: number): number {
  return code < 58 ? code - 48 : code - 87
}
