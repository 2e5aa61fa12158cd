"""Interference and complaints (打招呼登记、投诉): each in a stream of its own."""
