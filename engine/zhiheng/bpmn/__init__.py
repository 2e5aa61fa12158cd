"""BPMN as hostile input: located findings, or a chart that may run."""
