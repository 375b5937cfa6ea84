import type { Marker } from '../test-file.ts'

const BUILD_TAGS: Readonly<Record<string, RegExp>> = {
  go: /^\/\/(?:go:build|\s*\+build)\s[^\n]*/gm,
  rust: /^#!\[cfg\((?!test\))[^\n]*/gm,
}

/** `//go:build ignore` and the like, before the package; `#![cfg(feature = "slow")]` for a whole file. */
export function buildTags(source: string, grammar: string): Marker[] {
  const pattern = BUILD_TAGS[grammar]
  const tags = pattern ? (source.slice(0, 4_000).match(pattern) ?? []) : []
  return tags.map((key) => ({ key, line: 1, says: key.slice(0, 200) }))
}
