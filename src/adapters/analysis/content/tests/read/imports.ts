import type { ImportedName } from '../test-file.ts'

const IMPORTS =
  /^[ \t]*import\s+([\w$*{},\s]{1,400}?)\s+from\s*["']([^"'\n]{1,200})["']|^[ \t]*(?:const|let|var)\s+(\{[^}\n]{1,400}\}|[\w$]+)\s*=\s*(?:await\s+import|require)\(\s*["']([^"'\n]{1,200})["']|^from\s+([\w.]{1,200})\s+import\s+([^\n]{1,400})/gm

const SOURCES =
  /\bfrom\s{0,20}["']([^"'\n]{1,200})["']|\b(?:import|require|importActual|requireActual)\(\s{0,20}["']([^"'\n]{1,200})["']|^[ \t]{0,40}from\s{1,20}([\w.]{1,200})\s{1,20}import\b|^[ \t]{0,40}import\s{1,20}([\w.]{1,200})/gm

/** All modules that a file of JavaScript or Python names, also those that it hands on. */
export function sourcesOf(source: string): string[] {
  return [...source.slice(0, 50_000).matchAll(SOURCES)]
    .slice(0, 300)
    .map(([, from, called, module, plain]) => from ?? called ?? module ?? plain ?? '')
}

/** In JavaScript and Python, where a test names what it is about. */
export function importsOf(source: string): ImportedName[] {
  const found = [...source.slice(0, 50_000).matchAll(IMPORTS)].slice(0, 300)
  return found.flatMap(([, names, from, required, path, module, pythonNames]) => {
    const all = names ?? required ?? pythonNames ?? ''
    const where = from ?? path ?? module ?? ''
    return all
      .split(',')
      .map((one) => ({ name: localName(one), from: where }))
      .filter(({ name }) => name !== '')
  })
}

/** `add as plus` and `add: plus` are called `plus` here. */
function localName(text: string): string {
  return /([\w$]+)\s*[})(]*\s*$/.exec(text)?.[1] ?? ''
}
