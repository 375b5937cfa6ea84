import { describe, expect, it } from 'vitest'
import { classOfPath } from '../../../../src/adapters/analysis/content/classify-file.ts'

const paths = (text: string) => text.split(/\s+/).filter((path) => path !== '')

describe('V30: what runners take for tests is a test file', () => {
  it.each(
    paths(`polls/tests.py test.js src/test.ts tests.js test-add.mjs src/add-test.js src/add_test.ts src/add.spec.tsx spec.ts
      tests.py pkg/test.py pkg/test_add.py pkg/add_test.py pkg/tests_add.py pkg/test2.py conftest.py tests/helpers.py cypress/a.cy.js
      add_test.go pkg/add_test.rs src/tests.rs src/test.rs tests/it.rs lib/add_test.exs lib/add_test.dart
      spec.rb add_spec.rb add_test.rb test_add.rb tc_add.rb test/helper.rb src/TestX.java src/XTest.java src/XTests.java
      src/XTestCase.java src/XIT.java src/ITX.java src/Test.java src/XTest.kt src/XSpec.groovy src/XSpec.scala XTests.cs
      X.Tests/Helper.cs src/XTest.php src/XCest.php a.phpt Sources/XTests.swift src/add_test.cc src/add_unittest.cc
      src/test_add.c src/AddTest.cpp a.bats t/a.t test_add.sh`),
  )('V30: %s', (path) => {
    expect(classOfPath(path)).toBe('test')
  })

  it.each(
    paths(`src/contest.js src/latest.py src/testing.py src/click/testing.py src/attest.rb src/Contest.java src/Latest.cs src/protest.go
      src/testament.ts src/tester.go src/fastest.rs src/inspect.rb src/aspect.ts src/specification.ts src/Testify.php src/unit.c
      src/latest.cc src/request.js src/test-utils.md`),
  )('and not %s', (path) => {
    expect(classOfPath(path)).not.toBe('test')
  })
})
