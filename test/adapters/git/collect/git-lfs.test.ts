import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { FIX, pathsOf, useWorkTree } from './use-work-tree.ts'

const IMAGE = Buffer.from(Array.from({ length: 300 }, (_, at) => at % 251))
const POINTER = `version https://git-lfs.github.com/spec/v1\noid sha256:${createHash('sha256').update(IMAGE).digest('hex')}\nsize ${IMAGE.length}\n`

describe('content of Git LFS', () => {
  const work = useWorkTree({
    '.gitattributes': '*.png filter=lfs diff=lfs merge=lfs -text\n',
    'logo.png': POINTER,
  })

  it('that somebody has downloaded in place of its pointer is no change', async () => {
    expect(pathsOf(await work.collectAfter({ ...FIX, 'logo.png': IMAGE }))).toEqual(['src/pay.py'])
  })

  it('that is not what the pointer names is one', async () => {
    const other = Buffer.concat([IMAGE.subarray(1), Buffer.from([7])])
    expect(pathsOf(await work.collectAfter({ ...FIX, 'logo.png': other }))).toEqual([
      'logo.png',
      'src/pay.py',
    ])
  })
})
