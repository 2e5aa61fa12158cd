"""A model of the bureau in which everybody tries everything, and a judge of what came of it.

`scenes` are cases in mid-course; `trying` lists what each of four persons could try there;
`doing` does it by the very functions of production; `law` judges each answer and imports nothing
from `zhiheng.rules`; `search` goes breadth first over all states. No database, no SpiffWorkflow.
"""
