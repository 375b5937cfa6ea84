import { basename } from 'node:path/posix'

/** Where a package says its own version: what is replaced by the same words on both sides. */
const PLACES: readonly { readonly of: RegExp; readonly version: RegExp }[] = [
  {
    of: /^(?:package|composer|manifest|deno|jsr|bower|plugin|project)\.json$/,
    version: /^( {1,4}|\t)"version"(\s*:\s*)"[^"\n]{1,80}"/m,
  },
  { of: /^Cargo\.toml$/, version: /^(\[(?:workspace\.)?package\][^[]*?\nversion\s*=\s*)"[^"\n]{1,80}"/m },
  {
    of: /^pyproject\.toml$/,
    version: /^(\[(?:project|tool\.poetry)\][^[]*?\nversion\s*=\s*)"[^"\n]{1,80}"/m,
  },
  { of: /^setup\.cfg$/, version: /^(\[metadata\][^[]*?\nversion\s*=\s*)\S{1,80}$/m },
  { of: /^(?:pubspec|Chart|galaxy|snapcraft)\.ya?ml$/, version: /^(version:\s*)\S{1,80}$/m },
  { of: /^(?:gradle|version)\.properties$/, version: /^(version(?:Name)?\s*=\s*)\S{1,80}$/m },
  {
    of: /^(?:__init__|__version__|_?version|__about__)\.py$/,
    version: /^(__version__\s*=\s*)(["'])[\w.+!-]{1,80}\2[ \t]*$/m,
  },
  { of: /^version\.rb$/, version: /^(\s*VERSION\s*=\s*)(["'])[\w.+-]{1,80}\2/m },
  {
    of: /^version\.(?:[cm]?[jt]s|go)$/,
    version: /^(.{0,80}\b[vV](?:ersion|ERSION)\b(?:\s*:\s*string)?\s*=\s*)(["'`])v?\d+\.[\w.+-]{1,80}\2/m,
  },
  { of: /^VERSION(?:\.txt)?$/i, version: /^()v?\d+\.[\w.+-]{1,80}$/ },
  { of: /\.(?:cs|fs|vb)proj$|^Directory\.Build\.props$/, version: /(<Version(?:Prefix)?>)[^<\n]{1,80}(?=<)/ },
  { of: /^mix\.exs$/, version: /^(\s+version:\s*)"[^"\n]{1,80}"/m },
  { of: /\.gemspec$/, version: /^(\s*\w+\.version\s*=\s*)(["'])[\w.+-]{1,80}\2/m },
]

/** Whether nothing changes but the number under which the package itself goes out. */
export function isOwnVersionAlone(path: string, before: string, after: string): boolean {
  const place = PLACES.find(({ of }) => of.test(basename(path)))
  if (!place) return false
  const [was, is] = [before, after].map((text) =>
    place.version.test(text.trim()) ? text.trim().replace(place.version, '$1@') : undefined,
  )
  return was !== undefined && was === is
}
