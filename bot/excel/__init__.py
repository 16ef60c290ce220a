"""Workbooks: the timetable out, anybody's table in. The only place that knows the file format."""
