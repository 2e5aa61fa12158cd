"""The picture of a finding: its way through the chart, what is at fault, and the cure."""
