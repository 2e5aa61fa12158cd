"""The risk chart (廉政风险防控图): one column of steps with risks and measures beside it."""
