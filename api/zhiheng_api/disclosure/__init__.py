"""The public pages (公开网站): the same ones as files and from the server, without script."""
