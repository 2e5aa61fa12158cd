"""The one wall around SpiffWorkflow: plain data in, plain data out.

Charts reach it as normalised BPMN that our own reader has passed, with the id of a flow in the
place of its condition; so no text from a file is ever evaluated by it. Its task tree is never
evidence (design.md §3): it only says which tasks close and open.
"""

from zhiheng.spiff.compile import CompiledChart, compile_chart
from zhiheng.spiff.executor import EXECUTOR, Executor, Moved

__all__ = ["EXECUTOR", "CompiledChart", "Executor", "Moved", "compile_chart"]
