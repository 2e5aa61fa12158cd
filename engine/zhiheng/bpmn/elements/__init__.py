"""Each element of the file as the chart has it: a chart as drawn, not yet known to make sense."""
