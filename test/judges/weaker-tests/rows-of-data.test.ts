import { describe, expect, it } from 'vitest'
import { judgePatch, type Repository } from '../judge-patch.ts'

const BASE: Repository = {
  'bank/__init__.py': 'def parse(text):\n    return int(text)\n',
  'tests/data/amounts.csv': 'text,amount\n1,1\n2,2\n-3,-3\n',
  'tests/data/amounts.yaml': '# amounts\n- text: "1"\n  amount: 1\n- text: "2"\n  amount: 2\n',
  'tests/data/orders.json': '[{ "lines": 1 }, { "lines": 2 }]\n',
  'tests/data/answer.json': '[1, 2]\n',
  'tests/test_bank.py': `import csv, json, yaml
import pytest


@pytest.mark.parametrize("case", list(csv.DictReader(open("tests/data/amounts.csv"))))
def test_csv(case):
    assert parse(case["text"]) == int(case["amount"])


def test_more():
    for case in yaml.safe_load(open("tests/data/amounts.yaml")) + json.load(open("tests/data/orders.json")):
        assert parse(case["text"]) == case["amount"]
`,
  'tests/test_answer.py':
    'import json\n\n\ndef test_answer():\n    assert answer() == json.load(open("tests/data/answer.json"))\n',
}
const FIX = { 'bank/__init__.py': 'def parse(text):\n    return int(text.replace(",", ""))\n' }

const weakened = async (path: string, text: string) =>
  (await judgePatch(BASE, { change: { ...FIX, [path]: text } }))
    .filter(({ gate }) => gate === 'weakened tests')
    .map(({ reason }) => reason)

describe('V31: rows of data that tests go through, whatever the file is called', () => {
  it.each([
    ['tests/data/amounts.csv', 'text,amount\n1,1\n'],
    ['tests/data/amounts.yaml', '- text: "2"\n  amount: 2\n'],
    ['tests/data/orders.json', '[{ "lines": 2 }]\n'],
  ])('are missed in %s', async (path, text) => {
    expect(await weakened(path, text)).toEqual([expect.stringContaining('takes cases away')])
  })

  it.each([
    ['one row more', 'tests/data/amounts.csv', 'text,amount\n1,1\n2,2\n-3,-3\n"1,000",1000\n'],
    ['another order', 'tests/data/amounts.csv', 'text,amount\n2,2\n1,1\n-3,-3\n'],
    ['another layout', 'tests/data/amounts.yaml', '- { text: "1", amount: 1 }\n'],
    ['an answer that is shorter now', 'tests/data/answer.json', '[2]\n'],
  ])('are not by %s', async (_, path, text) => {
    expect(await weakened(path, text)).toEqual([])
  })
})
