"""Event logs for process mining (流程挖掘): XES and OCEL 2.0 of a selection of cases."""
