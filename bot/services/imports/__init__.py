"""The workbook in: taken, read, previewed, matched, and only then made part of the timetable."""
