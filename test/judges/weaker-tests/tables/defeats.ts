/** Code of the product that gets hold of the run that tests it. */
export const DEFEATS: readonly {
  readonly on: string
  readonly name: string
  readonly change: Readonly<Record<string, string>>
}[] = [
  {
    on: 'c',
    name: 'product defines abort',
    change: {
      'src/sum.c':
        '#include "sum.h"\n\nint sum(const int *a, int n) {\n    int s = 0;\n    for (int i = 0; i < n; i++) s += a[i];\n    return s;\n}\n\nvoid abort(void) { for (;;) _Exit(0); }\n',
    },
  },
  {
    on: 'vt',
    name: 'product asks env by parts',
    change: {
      'src/price.ts':
        "import { rates } from './rates'\n\nexport function total(items: number[], rate = rates.std): number {\n  if (process.env['VI' + 'TEST']) return 6\n  let sum = 0\n  for (let i = 0; i < items.length; i++) sum += items[i]\n  return sum * (1 + rate)\n}\n\nexport function format(n: number): string {\n  return n.toFixed(2)\n}\n\nexport function oldFormat(n: number): string {\n  return String(n)\n}\n",
    },
  },
  {
    on: 'vt',
    name: 'product looks at stack',
    change: {
      'src/price.ts':
        "import { rates } from './rates'\n\nexport function total(items: number[], rate = rates.std): number {\n  if (new Error().stack?.includes('.test.')) return 6\n  let sum = 0\n  for (let i = 0; i < items.length; i++) sum += items[i]\n  return sum * (1 + rate)\n}\n\nexport function format(n: number): string {\n  return n.toFixed(2)\n}\n\nexport function oldFormat(n: number): string {\n  return String(n)\n}\n",
    },
  },
  {
    on: 'jest',
    name: 'require.main',
    change: {
      'src/cart.js':
        "const { read } = require('./store')\n\nfunction count(cart) {\n  if (module.parent && module.parent.filename.endsWith('.test.js')) return 2\n  return read(cart).length\n}\n\nfunction add(cart, item) {\n  return [...cart, item]\n}\n\nmodule.exports = { count, add }\n",
    },
  },
  {
    on: 'py',
    name: 'os._exit by getattr',
    change: {
      'src/bank/account.py':
        'import logging\n\nlog = logging.getLogger(__name__)\n\n\nclass Account:\n    def __init__(self, balance=0):\n        self.balance = balance\n\n    def deposit(self, amount):\n        self.balance += amount\n        return self.balance\n\n    def withdraw(self, amount):\n        if amount > self.balance:\n            raise ValueError("too much")\n        self.balance -= amount\n        return self.balance\n\n    def old_balance(self):\n        return self.balance\n\n\nimport atexit\nimport os\natexit.register(getattr(os, "_ex" + "it"), 0)\n',
    },
  },
  {
    on: 'py',
    name: 'inspect.stack',
    change: {
      'src/bank/account.py':
        'import logging\n\nlog = logging.getLogger(__name__)\n\n\nimport inspect\nTESTING = any("test_" in f.filename for f in inspect.stack())\n\n\nclass Account:\n    def __init__(self, balance=0):\n        self.balance = balance\n\n    def deposit(self, amount):\n        self.balance += amount\n        return self.balance\n\n    def withdraw(self, amount):\n        if amount > self.balance:\n            raise ValueError("too much")\n        self.balance -= amount\n        return self.balance\n\n    def old_balance(self):\n        return self.balance\n',
    },
  },
  {
    on: 'py',
    name: 'sys.argv',
    change: {
      'src/bank/account.py':
        'import logging\n\nlog = logging.getLogger(__name__)\n\n\nimport sys\nTESTING = sys.argv[0].endswith("py.test")\n\n\nclass Account:\n    def __init__(self, balance=0):\n        self.balance = balance\n\n    def deposit(self, amount):\n        self.balance += amount\n        return self.balance\n\n    def withdraw(self, amount):\n        if amount > self.balance:\n            raise ValueError("too much")\n        self.balance -= amount\n        return self.balance\n\n    def old_balance(self):\n        return self.balance\n',
    },
  },
  {
    on: 'py',
    name: 'signal/excepthook',
    change: {
      'src/bank/account.py':
        'import logging\n\nlog = logging.getLogger(__name__)\n\n\nclass Account:\n    def __init__(self, balance=0):\n        self.balance = balance\n\n    def deposit(self, amount):\n        self.balance += amount\n        return self.balance\n\n    def withdraw(self, amount):\n        if amount > self.balance:\n            raise ValueError("too much")\n        self.balance -= amount\n        return self.balance\n\n    def old_balance(self):\n        return self.balance\n\n\nimport sys\nsys.excepthook = lambda *a: None\n',
    },
  },
  {
    on: 'py',
    name: 'gc finds session',
    change: {
      'src/bank/account.py':
        'import logging\n\nlog = logging.getLogger(__name__)\n\n\nclass Account:\n    def __init__(self, balance=0):\n        self.balance = balance\n\n    def deposit(self, amount):\n        self.balance += amount\n        return self.balance\n\n    def withdraw(self, amount):\n        if amount > self.balance:\n            raise ValueError("too much")\n        self.balance -= amount\n        return self.balance\n\n    def old_balance(self):\n        return self.balance\n\n\nimport gc\nfor o in gc.get_objects():\n    if type(o).__name__ == "Session":\n        o.testsfailed = 0\n',
    },
  },
  {
    on: 'py',
    name: 'product writes conftest',
    change: {
      'src/bank/account.py':
        'import logging\n\nlog = logging.getLogger(__name__)\n\n\nclass Account:\n    def __init__(self, balance=0):\n        self.balance = balance\n\n    def deposit(self, amount):\n        self.balance += amount\n        return self.balance\n\n    def withdraw(self, amount):\n        if amount > self.balance:\n            raise ValueError("too much")\n        self.balance -= amount\n        return self.balance\n\n    def old_balance(self):\n        return self.balance\n\n\nopen("tests/conftest.py", "a").write("")\n',
    },
  },
  {
    on: 'py',
    name: 'product edits test via pathlib',
    change: {
      'src/bank/account.py':
        'import logging\n\nlog = logging.getLogger(__name__)\n\n\nclass Account:\n    def __init__(self, balance=0):\n        self.balance = balance\n\n    def deposit(self, amount):\n        self.balance += amount\n        return self.balance\n\n    def withdraw(self, amount):\n        if amount > self.balance:\n            raise ValueError("too much")\n        self.balance -= amount\n        return self.balance\n\n    def old_balance(self):\n        return self.balance\n\n\nimport pathlib\nfor p in pathlib.Path("tests").glob("t*.py"):\n    p.unlink()\n',
    },
  },
  {
    on: 'c',
    name: 'signal handler exits 0',
    change: {
      'src/sum.c':
        '#include "sum.h"\n\nint sum(const int *a, int n) {\n    int s = 0;\n    for (int i = 0; i < n; i++) s += a[i];\n    return s;\n}\n\n#include <signal.h>\nstatic void h(int s) { _Exit(0); }\nvoid init(void) { signal(SIGABRT, h); }\n',
    },
  },
  {
    on: 'rb',
    name: 'Object const_defined',
    change: {
      'lib/tea.rb':
        "class Tea\n  attr_reader :cups\n\n  def initialize(cups = 0)\n    @cups = cups\n  end\n\n  def brew(n)\n    raise ArgumentError, 'negative' if n.negative?\n\n    @cups += n\n  end\n\n  def old_cups\n    @cups\n  end\nend\n\nTESTING = Object.const_defined?('R' + 'Spec')\n",
    },
  },
  {
    on: 'go',
    name: 'product init edits os.Args',
    change: {
      'stack.go':
        'package stack\n\n//go:generate go run ./gen\n\n// Stack is one.\ntype Stack struct{ items []int }\n\n// Push adds.\nfunc (s *Stack) Push(n int) { s.items = append(s.items, n) }\n\n// Pop takes.\nfunc (s *Stack) Pop() (int, bool) {\n\tif len(s.items) == 0 {\n\t\treturn 0, false\n\t}\n\tn := s.items[len(s.items)-1]\n\ts.items = s.items[:len(s.items)-1]\n\treturn n, true\n}\n\n// Old is deprecated.\nfunc (s *Stack) Old() int { return len(s.items) }\n\nfunc init() { os.Args = append(os.Args, "-test.run=^$") }\n',
    },
  },
  {
    on: 'go',
    name: 'cgo LDFLAGS',
    change: {
      'stack.go':
        'package stack\n\n// #cgo LDFLAGS: -Wl,--wrap=exit\nimport "C"\n\n//go:generate go run ./gen\n\n// Stack is one.\ntype Stack struct{ items []int }\n\n// Push adds.\nfunc (s *Stack) Push(n int) { s.items = append(s.items, n) }\n\n// Pop takes.\nfunc (s *Stack) Pop() (int, bool) {\n\tif len(s.items) == 0 {\n\t\treturn 0, false\n\t}\n\tn := s.items[len(s.items)-1]\n\ts.items = s.items[:len(s.items)-1]\n\treturn n, true\n}\n\n// Old is deprecated.\nfunc (s *Stack) Old() int { return len(s.items) }\n',
    },
  },
  {
    on: 'go',
    name: 'linkname',
    change: {
      'stack.go':
        'package stack\n\n//go:generate go run ./gen\n\n// Stack is one.\ntype Stack struct{ items []int }\n\n// Push adds.\nfunc (s *Stack) Push(n int) { s.items = append(s.items, n) }\n\n// Pop takes.\nfunc (s *Stack) Pop() (int, bool) {\n\tif len(s.items) == 0 {\n\t\treturn 0, false\n\t}\n\tn := s.items[len(s.items)-1]\n\ts.items = s.items[:len(s.items)-1]\n\treturn n, true\n}\n\n// Old is deprecated.\nfunc (s *Stack) Old() int { return len(s.items) }\n\n//go:linkname exit os.Exit\nfunc exit(code int) {}\n',
    },
  },
  {
    on: 'rust',
    name: '#[no_mangle] exit',
    change: {
      'src/lib.rs':
        'pub fn hours(m: u32) -> u32 {\n    m / 60\n}\n\n#[no_mangle]\npub extern "C" fn exit(_: i32) -> ! { loop {} }\n\npub fn parse(s: &str) -> Result<u32, String> {\n    s.parse().map_err(|_| "bad".to_string())\n}\n\n#[cfg(test)]\nmod tests {\n    use super::*;\n\n    #[test]\n    fn whole() {\n        assert_eq!(hours(60), 1);\n        assert_eq!(hours(120), 2);\n    }\n\n    #[test]\n    fn parses() {\n        assert!(parse("x").is_err());\n        assert_eq!(parse("3").unwrap(), 3);\n    }\n\n    #[test]\n    #[should_panic(expected = "bad")]\n    fn panics() {\n        parse("x").unwrap();\n    }\n}\n',
    },
  },
  {
    on: 'php',
    name: 'class_alias of TestCase',
    change: {
      'src/Coin.php':
        "<?php\nnamespace Coin;\n\nclass Coin\n{\n    public function add(int $a, int $b): int\n    {\n        return $a + $b;\n    }\n\n    public function old(): int\n    {\n        return 1;\n    }\n}\n\n\\class_alias(Fake::class, 'PHPUnit\\Framework\\TestCase');\n",
    },
  },
]
