"""Why a condition was refused, or could not be answered.

ExpressionError         the condition cannot be taken; found when the chart is deployed
└── EvaluationError     it was taken, but cannot be answered for these values
    ├── UnsetVariable   a variable that it names has no value
    ├── WrongValue      a value is not of its variable's type
    └── DivisionByZero  a divisor came to nought
"""

from zhiheng.model.finding import Text


class ExpressionError(Exception):
    """message: what is wrong, in both languages; column: where in the source, 0-based."""

    def __init__(self, message: Text, column: int = 0) -> None:
        super().__init__(f"{message.zh} / {message.en}")
        self.message = message
        self.column = column


class EvaluationError(ExpressionError):
    """No branch may be taken: neither true nor false is known to be right."""


class UnsetVariable(EvaluationError):
    """name: the variable without a value."""

    def __init__(self, name: str, column: int = 0) -> None:
        super().__init__(
            Text(f"变量 {name} 还没有值", f"the variable {name} has no value yet"), column
        )
        self.name = name


class WrongValue(EvaluationError):
    """name: the variable whose value is not of the declared type, or is too long."""

    def __init__(self, name: str, column: int = 0) -> None:
        super().__init__(
            Text(
                f"变量 {name} 的值与声明的类型不符",
                f"the value of {name} is not of its declared type",
            ),
            column,
        )
        self.name = name


class DivisionByZero(EvaluationError):
    """Whole condition: a divisor came to nought."""

    def __init__(self) -> None:
        super().__init__(Text("除数为零", "division by zero"))
