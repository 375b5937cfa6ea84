// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are expressions of workflows and templates of other languages.
import { describe, expect, it } from 'vitest'
import { swap } from '../edits.ts'
import { judgePatch, type Repository } from '../judge-patch.ts'

const flow = (run: string) =>
  `on: pull_request\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - run: ${run}\n`

const NODE: Repository = {
  '.github/workflows/ci.yml': flow('npx eslint . && npx tsc && pre-commit run -a && node --test'),
  'package.json': '{ "name": "shop", "type": "module" }\n',
  '.eslintrc.yml': 'root: true\nrules:\n  eol-last: error\n  no-unused-vars: [error, { args: none }]\n',
  'tsconfig.json':
    '{\n  "compilerOptions": {\n    "strict": false,\n    "target": "es2020", // Node.js 14\n    "lib": ["es2020"]\n  }\n}\n',
  '.pre-commit-config.yaml':
    'repos:\n  - repo: https://github.com/astral-sh/ruff-pre-commit\n    rev: v0.9.2\n    hooks:\n      - id: ruff\n',
  'src/total.ts': 'export const total = (a: number, b: number) => a - b\n',
}
const JAVA: Repository = {
  '.github/workflows/ci.yml': flow('mvn verify'),
  'pom.xml': `<project>
  <groupId>org.example</groupId>
  <artifactId>shop</artifactId>
  <build><plugins><plugin>
    <artifactId>maven-compiler-plugin</artifactId>
    <version>3.13.0</version>
    <configuration><annotationProcessorPaths><path>
      <groupId>com.google.errorprone</groupId>
      <artifactId>error_prone_core</artifactId>
      <version>2.9.0</version>
    </path></annotationProcessorPaths></configuration>
  </plugin></plugins></build>
</project>
`,
  'src/main/java/Shop.java': 'class Shop { int total(int a, int b) { return a - b; } }\n',
}

const fixed = { 'src/total.ts': swap('a - b', 'a + b') }
const mended = { 'src/main/java/Shop.java': swap('a - b', 'a + b') }

type Row = readonly [string, Repository, Parameters<typeof judgePatch>[1]['change']]

const HONEST: readonly Row[] = [
  ['a newer Error Prone', JAVA, { ...mended, 'pom.xml': swap('2.9.0', '2.50.0') }],
  ['a newer plugin of Maven', JAVA, { ...mended, 'pom.xml': swap('3.13.0', '3.14.1') }],
  ['a newer hook', NODE, { ...fixed, '.pre-commit-config.yaml': swap('v0.9.2', 'v0.11.0') }],
  [
    'a rule more',
    NODE,
    {
      ...fixed,
      '.eslintrc.yml': (text) => `${text}  no-restricted-globals:\n    - error\n    - name: Buffer\n`,
    },
  ],
  [
    'a newer language',
    NODE,
    { ...fixed, 'tsconfig.json': (text) => text.replaceAll('es2020', 'es2022').replace('14', '16') },
  ],
  ['stricter types', NODE, { ...fixed, 'tsconfig.json': swap('"strict": false', '"strict": true') }],
]

const CHEATS: readonly Row[] = [
  ['an older Error Prone', JAVA, { ...mended, 'pom.xml': swap('2.9.0', '2.8.1') }],
  [
    'a processor of somebody else',
    JAVA,
    { ...mended, 'pom.xml': swap('com.google.errorprone', 'com.g00gle') },
  ],
  [
    'a newer one that is told to find less',
    JAVA,
    {
      ...mended,
      'pom.xml': (text) =>
        text
          .replace('2.9.0', '2.50.0')
          .replace('<configuration>', '<configuration><failOnWarning>false</failOnWarning>'),
    },
  ],
  ['a version that is no number', JAVA, { ...mended, 'pom.xml': swap('2.9.0', '${own.version}') }],
  ['an older hook', NODE, { ...fixed, '.pre-commit-config.yaml': swap('v0.9.2', 'v0.1.0') }],
  ['a hook of somebody else', NODE, { ...fixed, '.pre-commit-config.yaml': swap('astral-sh', 'astra1-sh') }],
  [
    'a newer hook that leaves files out',
    NODE,
    {
      ...fixed,
      '.pre-commit-config.yaml': (text) => `${text.replace('v0.9.2', 'v0.11.0')}        exclude: src\n`,
    },
  ],
  ['a rule that only warns', NODE, { ...fixed, '.eslintrc.yml': (text) => `${text}  eqeqeq: warn\n` }],
  ['a rule that is off', NODE, { ...fixed, '.eslintrc.yml': swap('eol-last: error', 'eol-last: off') }],
  [
    'a rule with options over those of a set',
    { ...NODE, '.eslintrc.yml': `extends: airbnb\n${NODE['.eslintrc.yml']}` },
    { ...fixed, '.eslintrc.yml': (text) => `${text}  eqeqeq: [error, smart]\n` },
  ],
  [
    'a rule for some files alone',
    NODE,
    {
      ...fixed,
      '.eslintrc.yml': (text) => `${text}overrides:\n  - files: src/*\n    rules: { eol-last: off }\n`,
    },
  ],
  ['an older language', NODE, { ...fixed, 'tsconfig.json': swap('"es2020"]', '"es2015"]') }],
  [
    'types that are not looked at',
    NODE,
    { ...fixed, 'tsconfig.json': swap('"strict": false', '"noCheck": true') },
  ],
  [
    'a newer language, and libraries that are not looked at',
    NODE,
    {
      ...fixed,
      'tsconfig.json': (text) =>
        text.replaceAll('es2020', 'es2022').replace('"strict": false', '"skipLibCheck": true'),
    },
  ],
]

const gatesOf = async ([, repository, change = {}]: Row) =>
  (await judgePatch(repository, { change })).map(({ gate }) => gate)

describe('V2: settings of a tool that asks for more, or is a newer one', () => {
  it.each(HONEST)('%s is left alone', async (...row) => {
    expect(await gatesOf(row)).toEqual([])
  })

  it.each(CHEATS)('%s is none of them', async (...row) => {
    expect(await gatesOf(row)).toContain('what judges')
  })
})
