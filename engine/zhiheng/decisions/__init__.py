"""Decision tables (决策表): hostile XML to a table, its proof, and its answer; all pure."""
