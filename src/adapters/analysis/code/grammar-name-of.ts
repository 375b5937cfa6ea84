import { basename, extname } from 'node:path/posix'
import { languageOf } from '../complexity/language-of.ts'

/** As tree-sitter names it; undefined where there is no grammar for the file. */
export function grammarNameOf(path: string): string | undefined {
  const byLanguage = languageOf(path)?.grammar ?? OTHERS[extname(path).toLowerCase()]
  return byLanguage ?? (RUBY.test(basename(path)) ? 'ruby' : undefined)
}

/** Languages whose complexity nobody counts. */
const OTHERS: Readonly<Record<string, string>> = {
  '.sh': 'bash',
  '.bash': 'bash',
  '.css': 'css',
  '.ps1': 'powershell',
  '.psm1': 'powershell',
  '.gemspec': 'ruby',
  '.ru': 'ruby',
}

const RUBY = /^(?:Gemfile|Rakefile|Guardfile|Capfile|Fastfile|Podfile|Vagrantfile|Brewfile)$/
