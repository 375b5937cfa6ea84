/**
 * What a key or a token looks like, by who gives it out. Each is bounded or eats what it has looked at, so that no text makes the
 * search slow. https://docs.github.com/en/code-security/secret-scanning lists the shapes of most.
 */
const SHAPES: readonly string[] = [
  // GitHub, GitLab
  String.raw`\bgh[pousr]_(?:[._-]?[A-Za-z0-9]){20,1000}`,
  String.raw`\bgithub_pat_\w{40,255}`,
  String.raw`\bgl(?:pat|ptt|rt|dt|cbt|ft|soat|oas|agent|imt)-[\w-]{20,200}`,
  // OpenAI, Anthropic and those that write keys alike, which are not made of words as names of branches are; other models
  String.raw`\bsk-(?=[\w-]{0,60}\d)(?=[\w-]{0,60}\w{16})[\w-]{20,300}`,
  String.raw`\b(?:gsk|hf|r8|pplx)[_-](?=[A-Za-z]{0,60}\d)[A-Za-z0-9]{30,100}`,
  String.raw`\bxai-[A-Za-z0-9]{40,120}`,
  // Clouds
  String.raw`\b(?:AKIA|ASIA|AROA|AIDA|ABIA|ACCA)[A-Z0-9]{16}\b`,
  String.raw`(?<=secret_?access_?key["'\s:=]{1,6})[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])`,
  String.raw`\bAIza[\w-]{35}`,
  String.raw`\bya29\.[\w-]{20,400}`,
  String.raw`\bGOCSPX-[\w-]{20,60}`,
  '(?<=AccountKey=)[A-Za-z0-9+/]{40,100}={0,2}',
  String.raw`\bdo[opr]_v1_[a-f0-9]{64}`,
  String.raw`\bdapi[a-f0-9]{32}`,
  // Registries
  String.raw`\bnpm_[A-Za-z0-9]{36}`,
  String.raw`\bpypi-AgE[\w-]{50,400}`,
  String.raw`\brubygems_[a-f0-9]{48}`,
  String.raw`\bcio[A-Za-z0-9]{32}\b`,
  String.raw`\bdckr_(?:pat|oat)_[\w-]{20,100}`,
  // Services
  String.raw`\bxox[abeoprs]-[A-Za-z0-9-]{10,300}`,
  String.raw`\bxapp-[A-Za-z0-9-]{20,300}`,
  String.raw`\bhooks\.slack\.com/services/[\w/]{20,100}`,
  String.raw`\b(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{16,200}`,
  String.raw`\bwhsec_[A-Za-z0-9+/=]{20,100}`,
  String.raw`\bSG\.[\w-]{16,40}\.[\w-]{30,60}`,
  String.raw`\bshp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}`,
  String.raw`\blin_api_[A-Za-z0-9]{30,60}`,
  String.raw`\b(?:secret|ntn)_(?=[A-Za-z]{0,50}\d)[A-Za-z0-9]{40,60}`,
  String.raw`\b(?:glsa|glc|figd)_(?=[A-Za-z_-]{0,60}\d)[\w-]{30,200}`,
  String.raw`\bops_eyJ[\w-]{50,2000}`,
  String.raw`\bAGE-SECRET-KEY-1[A-Z0-9]{58}`,
  String.raw`\b\d{8,10}:AA[\w-]{33}\b`,
  // Whoever gives them out
  String.raw`-----BEGIN [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----[A-Za-z0-9+/=\s\\:]*(?:-----END [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----)?`,
  String.raw`\beyJ[\w-]{10,4000}\.eyJ[\w-]{10,4000}\.[\w-]{10,2000}`,
  String.raw`(?<=\b(?:[Bb]earer|[Bb]asic)[ ]{1,3})(?=[A-Za-z.~+/=_-]{0,100}\d)[\w.~+/=-]{20,4000}`,
  String.raw`(?<=:\/\/)[^\s/:@"'<>]{0,100}:[^\s/@"'<>]{1,200}@[^\s/?#"'<>]{1,255}`,
]

export const TOKEN_SHAPES = new RegExp(SHAPES.join('|'), 'g')
