import { describe, expect, it } from 'vitest'
import { dotnetVersionIn } from '../../../../../packages/embedded-github/src/runner/versions/files/dotnet-global-json.ts'
import { goVersionIn } from '../../../../../packages/embedded-github/src/runner/versions/files/go-version-file.ts'
import { javaVersionIn } from '../../../../../packages/embedded-github/src/runner/versions/files/java-version-file.ts'
import { nodeVersionIn } from '../../../../../packages/embedded-github/src/runner/versions/files/node-version-file.ts'
import { packageManagerIn } from '../../../../../packages/embedded-github/src/runner/versions/files/package-json.ts'
import { pythonVersionsIn } from '../../../../../packages/embedded-github/src/runner/versions/files/python-version-file.ts'
import { rubyVersionIn } from '../../../../../packages/embedded-github/src/runner/versions/files/ruby-version-file.ts'
import { rustToolchainIn } from '../../../../../packages/embedded-github/src/runner/versions/files/rust-toolchain-file.ts'

describe('R1: the files in which a repository says its versions', () => {
  it.each([
    ['.nvmrc', 'v20.11.1\n', '20.11.1'],
    ['.nvmrc', '# why\nlts/iron\n', 'lts/iron'],
    ['.node-version', '22', '22'],
    ['.tool-versions', 'python 3.12.1\nnodejs 20.11.1 # pinned\n', '20.11.1'],
    ['mise.toml', '[tools]\nnode = { version = "22" }\n', '22'],
    ['package.json', '{"volta":{"node":"20.1.0"},"engines":{"node":">=18"}}', '20.1.0'],
    ['package.json', '{"engines":{"node":">=18"}}', '>=18'],
    [
      'package.json',
      '{"devEngines":{"runtime":[{"name":"node","version":"^22"}]},"engines":{"node":">=18"}}',
      '^22',
    ],
    ['package.json', '{}', undefined],
    ['.nvmrc', '', undefined],
  ])('Node: %s %j', (path, text, version) => expect(nodeVersionIn(path, text)).toBe(version))

  it.each([
    ['.python-version', '3.12.1\n', ['3.12.1']],
    ['.python-version', '# all\n3.12\n3.11\n', ['3.12', '3.11']],
    ['pyproject.toml', '[project]\nrequires-python = ">=3.9,<4"\n', ['>=3.9 <4']],
    ['pyproject.toml', '[tool.poetry.dependencies]\npython = "^3.9"\n', ['^3.9']],
    ['pyproject.toml', '[project]\nrequires-python = "~=3.9"\n', ['>=3.9 <3.999999']],
    ['Pipfile', '[requires]\npython_version = "3.11"\n', ['3.11']],
    ['.tool-versions', 'python 3.12.1 3.11\n', ['3.12.1']],
    ['pyproject.toml', 'not toml [', []],
  ])('Python: %s %j', (path, text, versions) => expect(pythonVersionsIn(path, text)).toEqual(versions))

  it.each([
    ['go.mod', 'module x\n\ngo 1.22.0\n', '1.22.0'],
    ['go.mod', 'module x\n\ngo 1.21\n\ntoolchain go1.22.3\n', '1.22.3'],
    ['tools/go.work', 'go 1.23\nuse .\n', '1.23'],
    ['.go-version', 'go1.22\n', '1.22'],
    ['go.mod', 'module x\n', undefined],
  ])('Go: %s %j', (path, text, version) => expect(goVersionIn(path, text)).toBe(version))

  it.each([
    ['.java-version', '17\n', '17'],
    ['.java-version', 'temurin-17.0.8+7\n', '17.0.8+7'],
    ['.java-version', '1.8\n', '8'],
    ['.sdkmanrc', '# sdk\njava=21.0.5-tem\n', '21.0.5'],
    ['.tool-versions', 'java temurin-21.0.1+12\n', '21.0.1+12'],
    ['.java-version', 'none', undefined],
  ])('Java: %s %j', (path, text, version) => expect(javaVersionIn(path, text)).toBe(version))

  it('Ruby, Rust, .NET and package managers', () => {
    expect(rubyVersionIn('.ruby-version', 'ruby-3.3.0\n')).toBe('3.3.0')
    expect(rubyVersionIn('.tool-versions', 'ruby 3.2.2')).toBe('3.2.2')
    expect(rustToolchainIn('1.75\n').channel).toBe('1.75')
    expect(rustToolchainIn('[toolchain]\nchannel = "nightly"\ncomponents = ["clippy"]\n')).toEqual({
      channel: 'nightly',
      components: ['clippy'],
      targets: [],
    })
    expect(dotnetVersionIn('{"sdk":{"version":"8.0.100"}}')).toBe('>=8.0.100 <8.0.200-0')
    expect(dotnetVersionIn('{"sdk":{"version":"8.0.100","rollForward":"disable"}}')).toBe('8.0.100')
    expect(dotnetVersionIn('{"sdk":{"version":"8.0.100","rollForward":"major"}}')).toBe('>=8.0.100')
    expect(packageManagerIn('{"packageManager":"pnpm@9.1.0+sha512.abc"}', 'pnpm')).toBe('9.1.0')
    expect(packageManagerIn('{"packageManager":"yarn@4.0.0"}', 'pnpm')).toBeUndefined()
    expect(packageManagerIn('{"devEngines":{"packageManager":{"name":"pnpm","version":"^9"}}}', 'pnpm')).toBe(
      '^9',
    )
  })
})
