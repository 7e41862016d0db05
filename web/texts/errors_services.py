"""What the use cases refuse, and why."""

from __future__ import annotations

from web.texts.text import Text

ERRORS = {
    "scope.category_unknown": Text(
        "没有类别为“{category}”的警情;文件中常见的类别有:{known}。",
        "No incident has the category {category}; the commonest here are: {known}.",
    ),
    "scope.date_unreadable": Text(
        "日期“{date}”无法识别;请写成 2025-03-01、2025-03 或 2025。",
        "The date {date} cannot be read; write 2025-03-01, 2025-03 or 2025.",
    ),
    "scope.period_empty": Text(
        "时段的结束日期 {until} 早于开始日期 {since}。",
        "The period ends ({until}) before it begins ({since}).",
    ),
}
