"""A chart and the files that it imports, put into one."""
