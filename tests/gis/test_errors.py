"""Errors and the words of their details."""

from __future__ import annotations

from gis.errors import Problem, TableError, first_of


def test_the_first_words_of_a_list_say_how_many_there_are() -> None:
    assert first_of([1, 2, 3]) == "1, 2, 3"
    assert first_of("abcdef") == "a, b, c, d, e … (6)"
    assert first_of("abc", most=1) == "a … (3)"
    assert first_of([]) == ""


def test_an_error_of_several_problems_keeps_them_all() -> None:
    error = TableError.of([Problem("a.b", {"row": 1}), Problem("c.d")])
    assert (error.code, [problem.code for problem in error.problems]) == ("a.b", ["a.b", "c.d"])
    assert str(error) == "a.b (row=1); c.d"
