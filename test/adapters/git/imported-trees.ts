import { execa } from 'execa'

export type Tree = Readonly<Record<string, string | Uint8Array>>

/** One commit per tree in the bare repository `gitDir`, each on the one before it: one process of git, and no work tree. */
export async function importTrees(gitDir: string, trees: readonly Tree[]): Promise<readonly string[]> {
  const commits = trees.map((tree, index) => [
    `commit refs/heads/trees\nmark :${index + 1}\ncommitter a <a@example.test> 0 +0000\n`,
    ...data('x'),
    index === 0 ? '' : `from :${index}\ndeleteall\n`,
    ...Object.entries(tree).flatMap(([path, content]) => [
      `M 100644 inline ${JSON.stringify(path)}\n`,
      ...data(content),
    ]),
  ])
  const asked = trees.map((_, index) => `get-mark :${index + 1}\n`)
  const input = Buffer.concat([...commits.flat(), ...asked].map((part) => Buffer.from(part)))
  const { stdout } = await execa('git', ['fast-import', '--quiet', '--force'], { cwd: gitDir, input })
  return stdout.split('\n')
}

function data(content: string | Uint8Array): readonly (string | Uint8Array)[] {
  return [`data ${Buffer.byteLength(content)}\n`, content, '\n']
}
