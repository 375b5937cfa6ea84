/**
 * What a key or a token looks like, by who gives it out. Each is bounded or eats what it has looked at, so that no text makes the
 * search slow. https://docs.github.com/en/code-security/secret-scanning lists the shapes of most.
 */
const KEY_BEGINS = '-----BEGIN [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----'
const KEY_ENDS = '-----END [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----'

/** What is put together of words and short numbers, as names and titles are, is no secret. */
const NO_WORDS = String.raw`(?!(?:[A-Za-z][a-z]{0,20}\d{0,2}|\d{1,4})(?:[._-](?:[A-Za-z][a-z]{0,20}\d{0,2}|\d{1,4}))*(?![\w.~+/=-]))`

/** In capitals or not. */
const SECRET_NAME = [
  'api[_-]?key',
  'token',
  'secret',
  'pass(?:word|wd)',
  'private[_-]?key',
  'access[_-]?key',
  '"?_?auth',
]
  .map((name) => name.replace(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`))
  .join('|')

const SHAPES: readonly string[] = [
  // GitHub, GitLab
  String.raw`\bgh[pousr]_(?:[._-]?[A-Za-z0-9]){20,1000}`,
  String.raw`\bgithub_pat_\w{40,255}`,
  String.raw`\bv1\.[0-9a-f]{40}\b`,
  String.raw`\bgl(?:pat|ptt|rt|dt|cbt|ft|soat|oas|agent|imt|ffct)-[\w-]{20,200}`,
  String.raw`\bATBB[A-Za-z0-9]{28,40}\b`,
  String.raw`\bATATT3[\w=-]{100,300}`,
  // OpenAI, Anthropic and those that write keys alike, which are not made of words as names of branches are; other models
  String.raw`\bsk-(?=[\w-]{0,60}\d)(?=[\w-]{0,60}\w{16})[\w-]{20,300}`,
  String.raw`\b(?:gsk|hf|r8|pplx)[_-](?=[A-Za-z]{0,60}\d)[A-Za-z0-9]{30,100}`,
  String.raw`\bxai-[A-Za-z0-9]{40,120}`,
  String.raw`\b(?:tvly|csk|nvapi)-(?=[A-Za-z_-]{0,60}\d)[\w-]{30,100}`,
  String.raw`\blsv2_(?:pt|sk)_[a-f0-9]{32}_[a-f0-9]{10}\b`,
  String.raw`\bAQ\.Ab8RN6[\w-]{30,80}`,
  // Clouds
  String.raw`\b(?:AKIA|(?:ASIA|AROA|AIDA|ABIA|ACCA)(?=[A-Z]{0,15}\d))[A-Z0-9]{16}\b`,
  String.raw`(?<=secret_?access_?key["'\s:=]{1,6})[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])`,
  String.raw`\bAIza[\w-]{35}`,
  String.raw`\bya29\.[\w-]{20,400}`,
  String.raw`\bGOCSPX-[\w-]{20,60}`,
  '(?<=AccountKey=)[A-Za-z0-9+/]{40,100}={0,2}',
  String.raw`\bIQoJb3JpZ2lu[A-Za-z0-9+/=]{100,2000}`,
  String.raw`\b1\/\/0[\w-]{40,200}`,
  '(?<=[?&;]sig=)[A-Za-z0-9%+/]{40,100}',
  String.raw`\b\w{3}\dQ~[\w.~-]{31,40}`,
  String.raw`\bdo[opr]_v1_[a-f0-9]{64}`,
  String.raw`\bHRKU-[\w-]{36,100}`,
  String.raw`\b(?:fo1_|fm[12][ar]?_)(?=[A-Za-z+/=_-]{0,60}\d)[\w+/=,-]{40,2000}`,
  String.raw`\b(?:vc[cikpr]|nfp|napi|rnd|fw|phx)_(?=[A-Za-z]{0,30}\d)[A-Za-z0-9]{22,100}\b`,
  String.raw`\bsb(?:p_[a-f0-9]{40}|_secret_[\w-]{30,60})`,
  String.raw`\bpscale_(?:tkn|pw|oauth)_[\w.-]{32,64}`,
  String.raw`\bdp\.(?:pt|st|sa|ct|scim|audit)\.(?:[\w-]{1,35}\.)?[A-Za-z0-9]{40,44}`,
  String.raw`\bhv[sbr]\.[\w-]{24,300}`,
  String.raw`\b[A-Za-z0-9]{14}\.atlasv1\.[\w=-]{60,70}`,
  String.raw`\bpul-[a-f0-9]{40}`,
  String.raw`\bdapi[a-f0-9]{32}`,
  // Registries
  String.raw`\bnpm_[A-Za-z0-9]{36}`,
  String.raw`\bpypi-AgE[\w-]{50,400}`,
  String.raw`\brubygems_[a-f0-9]{48}`,
  String.raw`\bcio[A-Za-z0-9]{32}\b`,
  String.raw`\bdckr_(?:pat|oat)_[\w-]{20,100}`,
  String.raw`\boy2[a-z0-9]{43}\b`,
  String.raw`\b(?:AKCp|cmVmd)[A-Za-z0-9]{55,80}\b`,
  String.raw`\bCLOJARS_[a-z0-9]{60}`,
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
  String.raw`\bdiscord(?:app)?\.com/api/webhooks/\d{15,20}/[\w-]{60,80}`,
  String.raw`\b[MNO][A-Za-z0-9]{23,27}\.[\w-]{6}\.[\w-]{27,38}`,
  String.raw`\bwebhook\.office\.com/webhookb2/[\w@/-]{60,300}`,
  String.raw`\bSK[a-f0-9]{32}\b`,
  String.raw`\b[a-f0-9]{32}-us\d{1,2}\b`,
  String.raw`\bNRAK-[A-Z0-9]{27}`,
  String.raw`\bsntry[su]_[\w+/=.-]{60,400}`,
  String.raw`\bsq0(?:atp|csp)-[\w-]{22,43}`,
  String.raw`\b(?:EAAA[A-Za-z0-9]{60}\b|EAA[A-Za-z0-9]{100,300})`,
  String.raw`\bPMAK-[a-f0-9]{24}-[a-f0-9]{34}`,
  String.raw`\b(?:bkua|sq[pau])_[a-f0-9]{40}`,
  String.raw`\bCCIPAT_\w{22}_[a-f0-9]{40}`,
  String.raw`\bsnyk_(?:uat|sat)\.[a-f0-9]{8}\.[\w.-]{40,200}`,
  String.raw`\bsl\.(?:u\.)?[\w-]{130,2000}`,
  String.raw`\bpat[A-Za-z0-9]{14}\.[a-f0-9]{64}`,
  String.raw`\bCFPAT-[\w-]{43}`,
  String.raw`\bEZ[AT]K[A-Za-z0-9]{54}`,
  // Whoever gives them out
  `${KEY_BEGINS}[A-Za-z0-9+/=\\s\\\\:]*(?:[^]{0,60}?[A-Za-z0-9+/=]{32,})*(?:[^]{0,160}?${KEY_ENDS})?`,
  String.raw`\beyJ[\w-]{10,4000}\.(?:eyJ)?[\w-]{0,4000}\.[\w-]{10,4000}(?:\.[\w-]{10,4000}){0,2}`,
  String.raw`(?<=\b(?:[Bb]earer|[Bb]asic)[ ]{1,3})(?=[A-Za-z.~+/=_-]{0,100}\d)${NO_WORDS}[\w.~+/=-]{20,4000}`,
  String.raw`(?<=:\/\/)(?:[^\s/:@"'<>]{0,100}:[^\s/@"'<>]{4,200}@[^\s/?#"'<>]{1,255}|[\w-]{20,300}(?=@))`,
  // Whatever is named so and has several digits among its letters
  String.raw`(?<=(?:${SECRET_NAME})["']?[ ]{0,3}[:=][ ]{0,3}["']?)(?=(?:[A-Za-z.~+/=_-]{0,40}\d){3})(?=[\d.~+/=_-]{0,40}[A-Za-z])${NO_WORDS}[\w.~+/=-]{16,4000}`,
  String.raw`(?<=\blogin [^\s]{1,100} password )[^\s]{4,200}`,
  String.raw`(?<="d"[ ]{0,3}:[ ]{0,3}")[\w-]{40,700}(?=")`,
]

const starting = (start: string) => SHAPES.filter((shape) => shape.startsWith(start))
const [words, named, keys] = [String.raw`\b`, '(?<=', '-----'].map((start) => starting(start).join('|'))

/** Where none can begin is seen first: no word that begins one is shorter, and what is told by its name stands behind one of few signs. */
export const TOKEN_SHAPES = new RegExp(
  String.raw`\b(?=[\w./:@=+~-]{15})(?:${words})|(?<=[\s:="'/])(?:${named})|${keys}`,
  'g',
)
