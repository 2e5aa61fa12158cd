"""The lanes chart on its sheets: title, facts, the flow, legend, risks and footer."""
