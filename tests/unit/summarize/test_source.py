"""Bytes to text, text to lines and to a syntax tree."""

from __future__ import annotations

import ast
import codecs
import io
import tokenize

import pytest

from loopguard.summarize import summarize_source
from loopguard.summarize.source import Unreadable, decode_source, parse_source, split_lines


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"x = 1\n", "x = 1\n"),
        ("x = 'é'\n".encode(), "x = 'é'\n"),
        (codecs.BOM_UTF8 + "x = 'é'\n".encode(), "x = 'é'\n"),
        ("# coding: latin-1\nx = 'é'\n".encode("latin-1"), "# coding: latin-1\nx = 'é'\n"),
        (
            "#!/usr/bin/python\n# -*- coding: cp1252 -*-\n'€'\n".encode("cp1252"),
            "#!/usr/bin/python\n# -*- coding: cp1252 -*-\n'€'\n",
        ),
        (b"", ""),
        (b"x = 1\r\n", "x = 1\r\n"),
    ],
    ids=["ascii", "utf-8", "byte-order-mark", "latin-1", "second-line", "empty", "crlf"],
)
def test_a_file_is_decoded_as_it_says(data: bytes, text: str) -> None:
    decoded = decode_source(data)
    assert isinstance(decoded, str)
    assert decoded.removeprefix("\ufeff") == text


def test_wrong_utf_8_is_refused_with_its_line() -> None:
    assert decode_source(b"x = 1\ny = '\xe9'\n") == Unreadable(
        "not valid utf-8 (byte 11: invalid continuation byte)", 2
    )


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"# coding: klingon\n", "unknown encoding: klingon"),
        (codecs.BOM_UTF8 + b"# coding: latin-1\n", "encoding problem: utf-8"),
    ],
    ids=["unknown", "contradicts-the-byte-order-mark"],
)
def test_a_bad_coding_line_is_refused(data: bytes, reason: str) -> None:
    assert decode_source(data) == Unreadable(reason)


@pytest.mark.parametrize("codec", ["hex", "rot13", "zlib", "undefined", "punycode"])
def test_a_coding_line_that_names_no_encoding_of_source_text_is_refused(codec: str) -> None:
    assert isinstance(decode_source(f"# coding: {codec}\nx = 1\n".encode()), Unreadable)


def test_bytes_that_are_no_python_at_all_are_refused_or_do_not_parse() -> None:
    decoded = decode_source(bytes(range(256)))
    assert isinstance(decoded, Unreadable)


def test_a_syntax_error_is_a_reason_with_its_place() -> None:
    assert parse_source("x = 1\ny = = 2\n") == Unreadable("invalid syntax", 2, 5)


def test_a_null_character_is_a_reason() -> None:
    result = parse_source("x = 1\0\n")
    assert isinstance(result, Unreadable)
    assert "null bytes" in result.reason


@pytest.mark.parametrize("text", ["(" * 5000 + ")" * 5000, "-" * 200_000 + "1"])
def test_code_that_is_nested_too_deeply_is_a_reason_and_no_crash(text: str) -> None:
    assert isinstance(summarize_source(text), Unreadable)


def test_warnings_of_the_parser_are_not_shown(recwarn: pytest.WarningsRecorder) -> None:
    assert isinstance(parse_source("x = '\\d' is 1\n"), ast.Module)
    assert list(recwarn) == []


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        ("a", ["a"]),
        ("a\n", ["a\n"]),
        ("a\nb", ["a\n", "b"]),
        ("a\r\nb\r\n", ["a\r\n", "b\r\n"]),
        ("a\rb\n", ["a\r", "b\n"]),
        ("\n\n", ["\n", "\n"]),
        ("a\x0cb\n", ["a\x0cb\n"]),
        ("a\x0bb\x1cc\x85d\u2028e\n", ["a\x0bb\x1cc\x85d\u2028e\n"]),
    ],
)
def test_lines_end_only_where_python_ends_them(text: str, lines: list[str]) -> None:
    assert split_lines(text) == lines


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_numbers_agree_with_those_of_the_syntax_tree(end: str) -> None:
    text = end.join(["'a\x0cb\x85c'", "x = 1", "", "y = 2", ""])
    tree = parse_source(text)
    assert isinstance(tree, ast.Module)
    last = tree.body[-1]
    assert split_lines(text)[last.lineno - 1] == f"y = 2{end}"


def test_decoding_follows_the_tokenizer() -> None:
    data = "# vim: set fileencoding=iso-8859-15 :\n'€'\n".encode("iso-8859-15")
    with io.TextIOWrapper(
        io.BytesIO(data), tokenize.detect_encoding(io.BytesIO(data).readline)[0]
    ) as f:
        assert decode_source(data) == f.read()
