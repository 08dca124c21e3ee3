"""How Rouge reads HTML, with the styles and scripts in it."""

from __future__ import annotations

from blogtool.kramdown.grammars import Grammar, Rule

_NAME = r"[A-Za-z:][\w:.-]*"
_ATTRIBUTE = r"[\w:#*()\[\]-][\w:#*()\[\].-]*"
_ATTRIBUTES: list[Rule] = [
    (r"\s+", ""),
    (rf"{_ATTRIBUTE}\s*=\s*", "na", "value"),
    (_ATTRIBUTE, "na"),
]

HTML: Grammar = {
    "start": [
        (r"[^<&]+", ""),
        (r"&[^\s;]{0,40};", "ni"),
        (r"(?is)<!DOCTYPE .*?>", "cp"),
        (r"(?s)<!\[CDATA\[.*?\]\]>", "cp"),
        (r"(?s)<!--.*?(?:-->|\Z)", "c"),
        (r"(?s)<\?.*?\?>", "cp"),
        (r"(?i)<script\s*", "nt", "script tag"),
        (r"(?i)<style\s*", "nt", "style tag"),
        (rf"(</)(\s*)({_NAME})(\s*)(>)", ("nt", "", "nt", "", "nt")),
        (rf"(</?)(\s*)({_NAME})", ("nt", "", "nt"), "tag"),
        (r"<", "nt", "tag"),
    ],
    "tag": [(r"/?>", "nt", "-"), *_ATTRIBUTES],
    "script tag": [(r"/?>", "nt", "script"), *_ATTRIBUTES],
    "style tag": [(r"/?>", "nt", "style"), *_ATTRIBUTES],
    "value": [(r'"[^"]*"?', "s", "-"), (r"'[^']*'?", "s", "-"), (r"[^\s>]+", "s", "-")],
    "script": [(r"(?is)(.*?)(</\s*script\s*>)", ("@javascript", "nt"), "--"), (r"(?s).+", "@javascript")],
    "style": [(r"(?is)(.*?)(</\s*style\s*>)", ("@css", "nt"), "--"), (r"(?s).+", "@css")],
}
