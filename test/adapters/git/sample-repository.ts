import { mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { execa } from 'execa'

export interface SampleRepository {
  /** Bare repository, as a server holds it. */
  readonly path: string
  readonly url: string
  readonly base: string
}

/** A tool of the system for what Node has no call for. Fails like the tool unless it `mayFail`. */
export async function run(tool: string, args: readonly string[], { mayFail = false } = {}) {
  return execa(tool, args, { reject: !mayFail })
}

/** Plain git with a fixed identity, as a person at a shell would run it. */
export async function plainGit(directory: string, ...args: string[]): Promise<string> {
  const { stdout } = await execa('git', args, {
    cwd: directory,
    extendEnv: false,
    env: {
      PATH: process.env.PATH ?? '',
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_AUTHOR_NAME: 'A',
      GIT_AUTHOR_EMAIL: 'a@example.org',
      GIT_COMMITTER_NAME: 'A',
      GIT_COMMITTER_EMAIL: 'a@example.org',
      GIT_AUTHOR_DATE: '2026-01-01T00:00:00Z',
      GIT_COMMITTER_DATE: '2026-01-01T00:00:00Z',
    },
  })
  return stdout
}

export async function writeFiles(root: string, files: Readonly<Record<string, string | Buffer>>) {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), content)
  }
}

export const SAMPLE_FILES = {
  'README.md': '# Sample\n',
  'src/pay.js': Array.from({ length: 30 }, (_, line) => `line ${line}\n`).join(''),
  'src/retry.js': 'retry\n',
  'tool.sh': '#!/bin/sh\n',
  'windows.bat': 'echo off\r\n',
  'logo.bin': Buffer.from([0, 1, 2, 3, 255]),
  '.gitignore': 'node_modules/\n*.log\n',
  '.gitattributes': '*.bat text eol=crlf\n*.js text=auto\n',
}

/** A repository with one commit of `files`, plus a link, below `directory`. */
export async function createSampleRepository(
  directory: string,
  files: Readonly<Record<string, string | Buffer>> = SAMPLE_FILES,
): Promise<SampleRepository> {
  const work = join(directory, 'source')
  const path = join(directory, 'server', 'acme', 'payments.git')
  await writeFiles(work, files)
  await symlink('README.md', join(work, 'link.md'))
  await plainGit(work, 'init', '--quiet', '--initial-branch=main')
  await plainGit(work, 'add', '--all')
  await plainGit(work, 'commit', '--quiet', '--message=base')
  await plainGit(directory, 'clone', '--quiet', '--bare', work, path)
  const base = await plainGit(work, 'rev-parse', 'HEAD')
  await rm(work, { recursive: true })
  return { path, url: `file://${path}`, base }
}
