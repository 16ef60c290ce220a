"""The rules that read somebody's own untidy table: pure functions from cells to actions."""
