import { type Place, thisMachine } from '@speculate-dev/embedded-github'

/** This machine, and a commit without files unless they are given. */
export function aPlace(files: Readonly<Record<string, string>> = {}): Place {
  return { machine: thisMachine(), read: (path) => Promise.resolve(files[path]) }
}
