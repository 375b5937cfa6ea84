import { asMapping, dig, readJson, readToml } from '../files/read-data.ts'

/** The keys that say what a package is, and configure no tool. */
const OF_PACKAGE =
  /^(name|version|description|keywords|license|licenses|author|contributors|maintainers|homepage|repository|bugs|funding|support|main|module|browser|types|typings|typesVersions|type|exports|imports|files|bin|man|directories|style|sass|unpkg|jsdelivr|sideEffects|engines|os|cpu|libc|private|publishConfig|scripts|workspaces|config|packageManager|devEngines|volta|(dev|peer|optional|bundled?)?Dependencies|dependencies|peerDependenciesMeta|dependenciesMeta|overrides|resolutions|pnpm|autoload|autoload-dev|require|require-dev|replace|provide|suggest|conflict|authors|archive|minimum-stability|prefer-stable|repositories)$/i

const PACKAGING =
  /^(setuptools|setuptools_scm|setuptools-scm|poetry|hatch|flit|pdm|uv|scikit-build|maturin|cibuildwheel|towncrier|bumpversion|commitizen|rye|pixi)$/

/** Of a file that serves other ends too, what tools are told there: there, files are named that a package is made of. */
export function ownText(path: string, text: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (name === 'package.json' || name === 'composer.json') return without(readJson(text), OF_PACKAGE)
  if (name === 'pyproject.toml') return without(dig(readToml(text), 'tool'), PACKAGING)
  if (name === 'Cargo.toml' || name === 'go.mod') return ''
  if (name === 'setup.cfg')
    return text.replace(
      /^\[(?:metadata|options[^\]\n]*|bdist_wheel|build[^\]\n]*|install[^\]\n]*)\][^[]*/gm,
      '',
    )
  return text
}

function without(value: unknown, keys: RegExp): string {
  const left = Object.entries(asMapping(value)).filter(([key]) => !keys.test(key))
  return JSON.stringify(Object.fromEntries(left), undefined, 1)
}
