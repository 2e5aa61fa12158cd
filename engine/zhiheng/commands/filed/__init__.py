"""What people hand in: form, papers and reasons, held against the chart, its tables and bounds."""
