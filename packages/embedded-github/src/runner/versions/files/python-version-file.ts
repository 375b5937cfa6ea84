import { asMapping } from '@speculate-dev/workflows'
import { fromPython } from '../match-range.ts'
import { parseJson } from './package-json.ts'
import { inToolVersions, parseToml, textOf, withoutComment } from './tool-versions.ts'

/** As actions/setup-python reads `python-version-file`: `pyproject.toml`, `Pipfile`, `.tool-versions`, or one version on each line. */
export function pythonVersionsIn(path: string, text: string): readonly string[] {
  if (path.endsWith('.tool-versions')) return listOf(inToolVersions(text, ['python']))
  if (path.endsWith('Pipfile.lock')) {
    const requires = asMapping(asMapping(asMapping(parseJson(text))?._meta)?.requires)
    return listOf(textOf(requires?.python_full_version) ?? textOf(requires?.python_version))
  }
  if (path.endsWith('Pipfile')) {
    const requires = asMapping(parseToml(text)?.requires)
    return listOf(textOf(requires?.python_full_version) ?? textOf(requires?.python_version))
  }
  if (path.endsWith('.toml')) return listOf(inProject(text)?.slice(0, 200)).map(fromPython)
  return text
    .split(/\r?\n/)
    .map((line) => withoutComment(line))
    .filter((line) => line !== '')
}

function inProject(text: string): string | undefined {
  const file = parseToml(text)
  const poetry = asMapping(asMapping(file?.tool)?.poetry)
  return (
    textOf(asMapping(file?.project)?.['requires-python']) ?? textOf(asMapping(poetry?.dependencies)?.python)
  )
}

function listOf(version: string | undefined): readonly string[] {
  return version === undefined ? [] : [version]
}
