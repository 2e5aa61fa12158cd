"""What the framework finds wrong in a request, in our words, zh-CN first."""

from collections.abc import Mapping
from typing import Any

from zhiheng.model.finding import Text
from zhiheng_api.schemas.inputs import WrongText

_TEXTS: Mapping[str, Text] = {
    "missing": Text("缺少这一项", "it is missing"),
    "extra_forbidden": Text("没有这一项", "there is no such field"),
    "string_type": Text("应为文字", "it should be a text"),
    "string_too_long": Text("超过{max_length}字", "longer than {max_length} characters"),
    "string_too_short": Text("少于{min_length}字", "shorter than {min_length} characters"),
    "string_pattern_mismatch": Text("格式不对", "it does not have the form that is asked for"),
    "too_long": Text("超过{max_length}项", "more than {max_length} items"),
    "too_short": Text("少于{min_length}项", "fewer than {min_length} items"),
    "bool_type": Text("应为 true 或 false", "it should be true or false"),
    "bool_parsing": Text("应为 true 或 false", "it should be true or false"),
    "int_type": Text("应为整数", "it should be a whole number"),
    "int_parsing": Text("应为整数", "it should be a whole number"),
    "int_parsing_size": Text("数太大", "the number is too large"),
    "int_from_float": Text("应为整数", "it should be a whole number"),
    "greater_than_equal": Text("不得小于{ge}", "it should be {ge} or more"),
    "less_than_equal": Text("不得大于{le}", "it should be {le} or less"),
    "list_type": Text("应为列表", "it should be a list"),
    "dict_type": Text("应为对象", "it should be an object"),
    "model_attributes_type": Text("应为对象", "it should be an object"),
    "model_type": Text("应为对象", "it should be an object"),
    "enum": Text("不在可选值之内", "it is none of the values to choose from"),
    "literal_error": Text("不在可选值之内", "it is none of the values to choose from"),
    "bytes_type": Text("应为字节", "it should be bytes"),
    "date_type": Text("应为日期，如 2026-03-02", "it should be a day, as 2026-03-02"),
    "date_parsing": Text("应为日期，如 2026-03-02", "it should be a day, as 2026-03-02"),
    "date_from_datetime_parsing": Text(
        "应为日期，如 2026-03-02", "it should be a day, as 2026-03-02"
    ),
    "date_from_datetime_inexact": Text("只写日期，不写时间", "a day, without the time"),
    "string_unicode": Text("不是可读的文字", "it is no readable text"),
}
_OTHERS = Text("不能接受这个值", "the value cannot be taken")


def why(fault: Mapping[str, Any]) -> Text:
    """The words for one fault that pydantic found."""
    given = fault.get("ctx") or {}
    if isinstance(given.get("error"), WrongText):
        message: Text = given["error"].message
        return message
    text = _TEXTS.get(str(fault["type"]), _OTHERS)
    return Text(text.zh.format_map(given), text.en.format_map(given))
