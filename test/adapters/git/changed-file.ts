export function change(path: string, rest: object) {
  return { path, mode: '100644', insertions: 0, deletions: 0, binary: false, bytes: 0, ...rest }
}
