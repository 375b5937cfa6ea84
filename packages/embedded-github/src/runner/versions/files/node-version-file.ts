import { asMapping } from '@speculate-dev/workflows'
import { engineOf, parseJson } from './package-json.ts'
import { inMise, inToolVersions, textOf, withoutComment } from './tool-versions.ts'

/** As actions/setup-node reads `node-version-file`: `package.json`, `.tool-versions`, `mise.toml`, or a file that holds the version alone. */
export function nodeVersionIn(path: string, text: string): string | undefined {
  const manifest = asMapping(parseJson(text))
  if (manifest) {
    return (
      textOf(asMapping(manifest.volta)?.node) ??
      engineOf(manifest, 'runtime', 'node') ??
      textOf(asMapping(manifest.engines)?.node)
    )
  }
  if (path.endsWith('.toml')) return inMise(text, ['node'])
  if (path.endsWith('.tool-versions')) return inToolVersions(text, ['nodejs', 'node'])
  const line = text
    .split(/\r?\n/)
    .map((one) => withoutComment(one))
    .find((one) => one !== '')
  return line?.replace(/^(?:node(?:js)?\s+)?v?(?=\d)/, '')
}

/** The manifest that says the version instead, in a workspace of Volta. */
export function voltaExtends(text: string): string | undefined {
  return textOf(asMapping(asMapping(parseJson(text))?.volta)?.extends)
}
