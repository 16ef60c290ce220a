"""Print the figures of the code that `make check` shows."""

from statistics import median

from tests.architecture.source import CODE, MIGRATIONS, code_line_count, length, sources


def main() -> None:
    code = [source for source in sources(*CODE) if not source.name.startswith(MIGRATIONS)]
    tests = sources("tests")
    code_lines = sum(map(code_line_count, code))
    test_lines = sum(map(code_line_count, tests))
    lengths = [length(function) for source in code for function in source.functions]
    longest = max(code, key=lambda source: source.line_count)
    print("Without the migrations:")
    print(f"Code: {code_lines} lines in {len(code)} files. Tests: {test_lines} lines in {len(tests)} files.")
    print(f"Test-to-code ratio: {test_lines / code_lines:.2f} (aim 1.5 to 2.5).")
    print(f"Functions: {len(lengths)}, median {median(lengths):g} lines, longest {max(lengths)}.")
    print(f"Longest file: {longest} with {longest.line_count} lines.")


if __name__ == "__main__":
    main()
