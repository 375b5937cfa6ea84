import { readdirSync } from 'node:fs'

/** Every file that is checked, in a fixed order. */
export function sourceFiles() {
  return ['src', 'test'].flatMap((folder) =>
    readdirSync(folder, { recursive: true })
      .filter((name) => name.endsWith('.js'))
      .map((name) => `${folder}/${name}`)
      .sort(),
  )
}
