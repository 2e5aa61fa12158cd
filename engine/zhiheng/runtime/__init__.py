"""What a process holds, and what a command or query may look at: below both, above the store."""

from zhiheng.runtime.process import AgencyView, Runtime

__all__ = ["AgencyView", "Runtime"]
