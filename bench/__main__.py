"""Run every measurement, print it, and end with 1 when a ratio is over its bar."""

import sys

from bench import documents, outbox, question_page, scoring, slow_phone, weight


def main() -> int:
    """Return the exit code."""
    over = [
        f"{name}: {ratio:.2f}, at most {question_page.AT_MOST}"
        for name, ratio in question_page.measure().items()
        if ratio > question_page.AT_MOST
    ]
    for line in over:
        print(f"OVER THE BAR  {line}")
    return 1 if weight.main() or slow_phone.main() or outbox.main() or scoring.main() or documents.main() or over else 0


if __name__ == "__main__":
    sys.exit(main())
