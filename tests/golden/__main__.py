"""Write the results of every golden case anew: ``python -m tests.golden``. Then read the diff."""

from tests.golden.test_golden import CASES, results

for case in CASES:
    for name, text in results(case).items():
        (case / name).write_text(text, encoding="utf-8")
