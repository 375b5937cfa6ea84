import { asList, asMapping } from '../../files/read-data.ts'
import { canonical } from './part-value.ts'
import type { Statements } from './read-statements.ts'
import { readXml } from './read-xml.ts'

const REFERENCE =
  /^(PackageReference|PackageVersion|ProjectReference|FrameworkReference|Using|InternalsVisibleTo|Reference)$/
const OF_TESTS = /test|unit|coverlet|fluentassertions|shouldly|moq|nsubstitute/i
/** Properties by which nothing is judged. */
const FREE =
  /^(Version\w*|AssemblyVersion|FileVersion|Description|Authors|Company|Copyright|Package(?!Reference)\w*|Repository\w*|RootNamespace|AssemblyName|TargetFrameworks?|Title|Product|Summary|ImplicitUsings|GenerateDocumentationFile|UserSecretsId)$/

/** MSBuild: references are the product's, but none of what runs tests may go; all else says how it is built and tested. */
export function projectStatements(text: string): Statements | undefined {
  const project = readXml(text)
  if (!project) return undefined
  const judging = Object.entries(project).flatMap(([name, groups]) =>
    asList(groups).flatMap((group) => {
      if (name === 'PropertyGroup') return propertiesOf(group)
      return name === 'ItemGroup' ? itemsOf(group) : [`${name} ${canonical(group)}`]
    }),
  )
  return {
    judging,
    mayCome:
      /^item (?:PackageReference|ProjectReference|(?:Compile|Content|None|EmbeddedResource) (?!.*\b(?:Remove|Exclude)\b))/,
  }
}

function propertiesOf(group: unknown): readonly string[] {
  return Object.entries(asMapping(group))
    .filter(([name]) => !FREE.test(name))
    .map(([name, value]) => `property ${name} ${canonical(value)}`)
}

function itemsOf(group: unknown): readonly string[] {
  return Object.entries(asMapping(group)).flatMap(([name, items]) =>
    asList(items).flatMap((item) => {
      const value = canonical(item)
      if (!REFERENCE.test(name)) return [`item ${name} ${value}`]
      const [, named = ''] = /(?:Include|Update|Remove)=\\?"([^"\\]*)/.exec(value) ?? []
      const isRemoved = /\bRemove=/.test(value)
      return isRemoved || OF_TESTS.test(named) ? [`item ${isRemoved ? 'gone ' : ''}${name} ${named}`] : []
    }),
  )
}

/** Solutions: projects may come, and none may go. */
export function solutionStatements(text: string): Statements {
  const judging = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => /^Project\(|\.Build\.\d+ =|^<(?:Project|Build)\b/.test(line))
  return { judging, mayCome: /^(?!.*<Build\b)/ }
}
