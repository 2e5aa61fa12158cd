"""Whether limits add up (时限合计): from the chart's flow to ways, from ways to sums, to findings.

`proof` asks; `time_arcs`, `components`, `passes` and `longest` find the longest way, `contract`
leaves out what takes no time; `post_time` and `elapse` say what a step takes; `margins`, `report`
and `texts` tell what is left.
"""
