"""Why a cell or an answer of a table cannot be taken."""

from zhiheng.model.finding import Text


class CellFault(Exception):
    """message: what is wrong with the text of the cell, in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"{zh} / {en}")
        self.message = Text(zh, en)
