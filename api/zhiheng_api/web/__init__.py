"""Server-rendered pages: plain HTML forms that work without script, on old browsers too."""
