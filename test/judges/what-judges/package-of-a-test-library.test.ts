import { describe, expect, it } from 'vitest'
import { judgePatch, type Repository } from '../judge-patch.ts'

const WORKFLOW =
  'on: pull_request\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - run: ./mvnw verify\n'
const RULE =
  'package org.junit.rules;\n\npublic class Rule {\n    int tries() {\n        return 0;\n    }\n}\n'
const PATH = 'src/main/java/org/junit/rules/Rule.java'
const LIBRARY: Repository = {
  '.github/workflows/ci.yml': WORKFLOW,
  mvnw: '#!/bin/sh\nexec mvn "$@"\n',
  'pom.xml': '<project><groupId>junit</groupId><artifactId>junit</artifactId></project>\n',
  [PATH]: RULE,
}
const { [PATH]: _, ...REST } = LIBRARY
const USER: Repository = { ...REST, 'src/main/java/orchard/Tree.java': 'package orchard;\n\nclass Tree {}\n' }

const touched = async (base: Repository, change: Parameters<typeof judgePatch>[1]['change']) =>
  (await judgePatch(base, { ...(change && { change }) })).filter(({ gate }) => gate === 'what judges')

describe('V1: the package of a test library', () => {
  it('is the product where the base is that library', async () => {
    expect(await touched(LIBRARY, { [PATH]: RULE.replace('0', '1') })).toEqual([])
    expect(await touched(LIBRARY, { 'src/main/java/org/junit/rules/Other.java': RULE })).toEqual([])
  })

  it('stands in the place of the library everywhere else, and so does that of another one', async () => {
    expect(await touched(USER, { [PATH]: RULE })).toHaveLength(1)
    expect(await touched(USER, { 'src/test/java/org/junit/Assert.java': RULE })).toHaveLength(1)
    expect(await touched(LIBRARY, { 'src/test/java/org/hamcrest/Matchers.java': RULE })).toHaveLength(1)
    const withStandIn = { ...USER, 'src/test/java/org/junit/Assert.java': RULE }
    expect(await touched(withStandIn, { 'src/test/java/org/junit/Assert.java': `${RULE}\n` })).toHaveLength(1)
  })
})
