import { inToolVersions } from './tool-versions.ts'

/** As actions/setup-go reads `go-version-file`: `go.mod`, `go.work`, `.go-version`, `.tool-versions`. */
export function goVersionIn(path: string, text: string): string | undefined {
  if (path.endsWith('.tool-versions')) return inToolVersions(text, ['golang', 'go'])
  if (!isModuleFile(path)) return text.trim().replace(/^go/, '') || undefined
  return /^toolchain[ \t]+go(\d[\w.]*)/m.exec(text)?.[1] ?? /^go[ \t]+(\d[\w.]*)/m.exec(text)?.[1]
}

/** The versions in these files are the least that the module asks for: https://go.dev/ref/mod#go-mod-file-go. */
export function isModuleFile(path: string): boolean {
  return /(?:^|\/)go\.(?:mod|work)$/.test(path)
}
