"""`python -m zhiheng_api` is `zhiheng`."""

from zhiheng_api.cli import app

app()
