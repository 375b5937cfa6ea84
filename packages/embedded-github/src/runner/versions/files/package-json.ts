import { asMapping, type Mapping } from '@speculate-dev/workflows'
import { textOf } from './tool-versions.ts'

/** Undefined for what is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The version of the package manager that `packageManager`, or `devEngines`, names: `pnpm@9.1.0+sha512.…`. */
export function packageManagerIn(text: string, name: string): string | undefined {
  const manifest = asMapping(parseJson(text)) ?? {}
  const named = /^([\w-]{1,40})@([^+]{1,100})/.exec(textOf(manifest.packageManager) ?? '')
  if (named) return named[1] === name ? named[2] : undefined
  return engineOf(manifest, 'packageManager', name)
}

/** https://docs.npmjs.com/cli/configuring-npm/package-json#devengines: one, or a list. */
export function engineOf(
  manifest: Mapping,
  kind: 'runtime' | 'packageManager',
  name: string,
): string | undefined {
  const engines = [asMapping(manifest.devEngines)?.[kind]].flat().map((engine) => asMapping(engine))
  return textOf(engines.find((engine) => textOf(engine?.name)?.toLowerCase() === name)?.version)
}

/** What `engines` says of a runtime or a package manager. */
export function packageEngineIn(text: string, name: string): string | undefined {
  return textOf(asMapping(asMapping(parseJson(text))?.engines)?.[name])
}
