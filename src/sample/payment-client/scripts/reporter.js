import { isAbsolute, relative } from 'node:path'
import { annotate } from './annotate.js'

/** A line per test, and one annotation that sums up the failures. */
export default async function* report(events) {
  let passed = 0
  const failed = []
  for await (const { type, data } of events) {
    if (type === 'test:pass') {
      passed++
      yield `ok      ${data.name}\n`
    } else if (type === 'test:fail') {
      failed.push(nameOf(data))
      yield `FAILED  ${nameOf(data)}\n        ${reasonOf(data.details.error)}\n`
    } else if (type === 'test:stderr') {
      yield data.message
    }
  }
  const total = passed + failed.length
  yield `${passed} of ${total} tests passed\n`
  if (failed.length > 0) {
    annotate({ title: 'test' }, `${failed.length} of ${total} tests failed: ${failed[0]}`)
  }
}

/** A file that cannot even be loaded fails under its own absolute name. */
function nameOf({ name }) {
  return isAbsolute(name) ? relative(process.cwd(), name) : name
}

function reasonOf(error) {
  return String(error?.cause?.message ?? error?.message ?? error).split('\n', 1)[0]
}
