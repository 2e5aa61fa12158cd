"""Where days are counted: China keeps one zone, without summer time since 1992."""

from datetime import timedelta, timezone

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
