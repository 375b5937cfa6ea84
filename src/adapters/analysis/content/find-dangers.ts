import type { FileClass, Finding } from '../../../domain/judgement/measures.ts'
import type { Addition } from './secrets/find-secrets.ts'

interface DangerRule {
  readonly id: string
  readonly says: string
  /** Files it is about; all when absent. */
  readonly paths?: RegExp
  readonly line: RegExp
}

const SCRIPTS = /\.([cm]?[jt]sx?|vue|svelte)$/i
const YAML = /\.ya?ml$/i

/** Few and sure: each names something that no reviewer would let pass unseen. Only lines that the patch adds are read. */
const RULES: readonly DangerRule[] = [
  {
    id: 'tls-off',
    says: 'switches the verification of TLS certificates off',
    line: /rejectUnauthorized["']?\s*[:=]\s*false|NODE_TLS_REJECT_UNAUTHORIZED\b.{0,12}[=:,]\s*["']?0|\bverify\s*=\s*False\b|InsecureSkipVerify\s*:\s*true|CURLOPT_SSL_VERIFY(?:PEER|HOST)\s*(?:,|=>)\s*(?:false|0)|\b_create_unverified_context\b|danger_accept_invalid_certs\(\s*true|\bVERIFY_NONE\b|\b(?:curl|wget)\b.{0,200}\s(?:--insecure|--no-check-certificate)\b/,
  },
  {
    id: 'shell-interpolation',
    says: 'puts values into a shell command',
    line: /(?:(?<![\w$.])exec|\bexecSync|\bchild_process\.exec|(?<![\w$.])spawn(?:Sync)?)\(\s*`[^`]{0,300}\$\{|\bos\.(?:system|popen)\(\s*(?:f["']|["'][^"']{0,200}["']\s*[%+.])|\bsubprocess\.\w+\(\s*(?:f["']|["'][^"']{0,200}["']\s*[%+.]).{0,200}shell\s*=\s*True|\bRuntime\.getRuntime\(\)\.exec\([^)]{0,200}"\s*\+|\b(?:shell_exec|passthru)\(\s*["'][^"']{0,200}["']?\s*\.?\s*\$/,
  },
  {
    id: 'eval-input',
    says: 'runs input as code',
    line: /(?<![\w$.])(?:eval|new\s+Function|Function)\s*\([^)]{0,200}(?:\b(?:req|request|input|params|query|body|argv|payload)\b|\$_(?:GET|POST|REQUEST|COOKIE)\b)/,
  },
  {
    id: 'world-writable',
    says: 'lets everybody on the machine write a file',
    line: /\bchmod(?:Sync)?\b[^#\n]{0,80}?(?<![\w.])(?:0o?|a\+)?0?777\b/,
  },
  {
    id: 'pipe-to-shell',
    says: 'runs a script from the network unseen',
    line: /\b(?:curl|wget)\s[^|\n]{1,300}\|\s*(?:sudo\s+(?:-\w+\s+)?)?(?:ba|z|da|k)?sh\b/,
  },
  {
    id: 'pull-request-target',
    says: 'runs foreign code with the rights of the repository',
    paths: YAML,
    line: /^\s*(?:-\s*)?["']?pull_request_target\b|^\s*["']?on["']?\s*:.{0,200}\bpull_request_target\b/,
  },
  {
    id: 'raw-html',
    says: 'writes input into a page without escaping it',
    paths: SCRIPTS,
    line: /\b(?:innerHTML|outerHTML)\s*\+?=\s*[^;\n]{0,200}\b(?:req|request|location|params|query)\b|\bdocument\.write\([^)]{0,200}\blocation\b/,
  },
]

/** Tests may do what the product must not, and documents only speak of it. */
const READ: readonly FileClass[] = ['source', 'generated', 'vendored']
const MAX_LINE = 2_000
const MAX_FINDINGS = 20

/** Built-in rules of the category security. */
export function findDangers({ path, added }: Addition, fileClass: FileClass): readonly Finding[] {
  if (!READ.includes(fileClass)) return []
  const rules = RULES.filter((rule) => rule.paths?.test(path) ?? true)
  const findings: Finding[] = []
  for (const { line, text } of added) {
    const start = text.slice(0, MAX_LINE)
    if (COMMENT.test(start)) continue
    for (const rule of rules) {
      if (rule.line.test(start))
        findings.push({ category: 'security', rule: rule.id, path, line, detail: rule.says })
    }
    if (findings.length >= MAX_FINDINGS) break
  }
  return findings
}

const COMMENT = /^\s*(?:\/\/|#(?!!)|\*|\/\*|--\s)/
