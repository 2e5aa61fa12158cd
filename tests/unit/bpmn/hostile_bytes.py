"""Files that are hostile before they are XML, or as XML: what bytes can do."""

# ruff: noqa: E501 - one file a line reads as a table

import gzip
import io
import itertools
import json
import zipfile
from collections.abc import Callable

from unit.bpmn.small import CHART, spoilt

Make = Callable[[], bytes]
DTD = '<!DOCTYPE bpmn:definitions SYSTEM "file:///etc/passwd">'
PROLOG = '<?xml version="1.0" encoding="UTF-8"?>\n'
BODY = CHART.removeprefix(PROLOG)
START = '<bpmn:startEvent id="start">'
DOCTYPE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<a>&x;</a>'


def billion_laughs() -> bytes:
    pairs = itertools.pairwise("abcdefghij")
    entities = [f'<!ENTITY {n} "' + f"&{m};" * 10 + '">' for m, n in pairs]
    subset = "\n".join(['<!ENTITY a "ha">', *entities])
    return f"{PROLOG}<!DOCTYPE x [\n{subset}\n]>\n<x>&j;</x>".encode()


def quadratic() -> bytes:
    return f'<!DOCTYPE x [<!ENTITY a "{"a" * 50_000}">]><x>{"&a;" * 30_000}</x>'.encode()


def zipped() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("chart.bpmn", CHART)
    return target.getvalue()


def attributes(name: str, count: int) -> str:
    return "".join(f'{name}{i}="u"' for i in range(count))


def said(encoding: str, text: str = f"{PROLOG}{DTD}{BODY}") -> Make:
    return lambda: text.encode(encoding)


BYTES: dict[str, tuple[str, Make]] = {
    # -- no XML at all
    "a file of no bytes": ("BPM002", lambda: b""),
    "spaces": ("BPM002", lambda: b" \n\t" * 100),
    "zeros": ("BPM002", lambda: bytes(1000)),
    "noise": ("BPM002", lambda: b"\xff\xfe\xff" * 1000),
    "a byte order mark alone": ("BPM002", lambda: b"\xef\xbb\xbf"),
    "a wide byte order mark alone": ("BPM002", lambda: b"\xff\xfe"),
    "a zip": ("BPM002", zipped),
    "a gzip": ("BPM002", lambda: gzip.compress(CHART.encode(), mtime=0)),
    "a picture": ("BPM002", lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4),
    "a PDF": ("BPM002", lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj <<>> endobj"),
    "a program": ("BPM002", lambda: b"\x7fELF\x02\x01\x01" + bytes(200)),
    "a pickle": ("BPM002", lambda: b"cos\nsystem\n(S'touch /tmp/x'\ntR."),
    "YAML": ("BPM002", lambda: b"!!python/object/apply:os.system ['touch /tmp/x']\n"),
    "JSON": ("BPM002", lambda: json.dumps({"process": [CHART]}).encode()),
    "HTML": ("BPM008", lambda: b"<html><body><script>alert(1)</script></body></html>"),
    "HTML as browsers take it": ("BPM003", lambda: b"<!DOCTYPE html><p>hello<br>"),
    "SVG": ("BPM008", lambda: b'<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>'),
    "a file cut off": ("BPM002", CHART[:3000].encode),
    "a file twice": ("BPM002", lambda: CHART.encode() * 2),
    "a file too large": ("BPM001", lambda: b" " * (2**21 + 1)),
    # -- encodings
    "an encoding that hides a DTD": (
        "BPM002",
        lambda: b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE a+AD4-+ADw-a/+AD4-',
    ),
    "a DTD": ("BPM003", said("utf-8")),
    "a DTD in UTF-16": ("BPM003", said("utf-16")),
    "a DTD in big-endian UTF-16": (
        "BPM003",
        lambda: b"\xfe\xff" + f"{PROLOG}{DTD}{BODY}".encode("utf-16-be"),
    ),
    "a DTD in UTF-16 without its mark": ("BPM002", said("utf-16-le")),
    "a DTD in big-endian UTF-16 without its mark": ("BPM002", said("utf-16-be")),
    "a DTD in UTF-32": ("BPM002", said("utf-32")),
    "a DTD in UTF-32 without its mark": ("BPM002", said("utf-32-le")),
    "a DTD in big-endian UTF-32": (
        "BPM002",
        lambda: b"\x00\x00\xfe\xff" + f"{PROLOG}{DTD}{BODY}".encode("utf-32-be"),
    ),
    "a DTD in EBCDIC": ("BPM002", said("cp500", f"{PROLOG}{DTD}<a/>")),
    "a DTD behind a byte order mark": ("BPM003", said("utf-8-sig")),
    "two byte order marks": ("", lambda: b"\xef\xbb\xbf" * 2 + BODY.encode()),
    "a byte order mark of another encoding": ("BPM002", lambda: b"\xff\xfe" + CHART.encode()),
    "UTF-16 cut in a character": ("BPM002", lambda: CHART.encode("utf-16")[:-1]),
    "UTF-8 cut in a character": ("BPM002", lambda: CHART.encode().replace("受".encode(), b"\xe5\x8f")),
    "UTF-8 longer than need be": ("BPM002", lambda: spoilt(("小流程", "?")).replace(b'?"', b'\xc0\xbc"')),
    "surrogates": ("BPM002", lambda: CHART.encode().replace("小".encode(), b"\xed\xa0\x80")),
    "Latin letters called UTF-8": ("BPM002", lambda: spoilt(("小流程", "?")).replace(b'?"', b'\xe9"')),
    "Chinese of the last century": (
        "BPM002",
        lambda: CHART.replace("UTF-8", "GBK").encode("gbk"),
    ),
    "a zero in a name": ("BPM002", lambda: spoilt(("小流程", "小\x00流程"))),
    "a zero as a reference": ("BPM002", lambda: spoilt(("小流程", "小&#0;流程"))),
    "a control character": ("BPM002", lambda: spoilt(("小流程", "小\x1b[2J流程"))),
    # -- entities
    "an entity bomb": ("BPM003", billion_laughs),
    "a long entity many times": ("BPM003", quadratic),
    "an outside entity": ("BPM003", DOCTYPE.encode),
    "an outside entity over the net": ("BPM003", DOCTYPE.replace("file:///etc", "http://x").encode),
    "a parameter entity": (
        "BPM003",
        b'<!DOCTYPE a [<!ENTITY % x SYSTEM "http://x/y.dtd"> %x;]><a/>'.__bytes__,
    ),
    "a DTD that declares itself": ("BPM003", b"<!DOCTYPE a [<!ELEMENT a ANY>]><a/>".__bytes__),
    "a DTD in small letters": ("BPM002", lambda: b"<!doctype a><a/>"),
    "a DTD behind a comment": ("BPM003", f"<!-- x -->\n{DTD}{BODY}".encode),
    "an entity nobody declared": ("BPM002", lambda: spoilt(("小流程", "&boom;"))),
    # -- size
    "too many elements": ("BPM004", lambda: b"<a>" + b"<b/>" * 5000 + b"</a>"),
    "half a million elements": ("BPM004", lambda: b"<a>" + b"<b/>" * 500_000 + b"</a>"),
    "a crowd of comments": ("BPM004", lambda: spoilt((START, "<!---->" * 100_000 + START))),
    "deep nesting": ("BPM005", lambda: b"<a>" * 101 + b"</a>" * 101),
    "very deep nesting": ("BPM005", lambda: b"<a>" * 200_000 + b"</a>" * 200_000),
    "a crowd of attributes": (
        "BPM019",
        lambda: spoilt((START, f"{START[:-1]}{attributes(' a', 150_000)}>")),
    ),
    "a hundred and one attributes": (
        "BPM019",
        lambda: spoilt((START, f"{START[:-1]}{attributes(' a', 101)}>")),
    ),
    "an attribute twice": ("BPM002", lambda: spoilt((START, START[:-1] + ' id="start">'))),
    "a crowd of namespaces": ("BPM008", f"<a{attributes(' xmlns:a', 100_000)} />".encode),
    "a huge tag": ("BPM009", lambda: spoilt((START, f"<bpmn:{'x' * 50_000}/>{START}"))),
    "a huge id": ("BPM006", lambda: spoilt(('id="done"', f'id="{"x" * 201}"'))),
    "a very huge id": ("BPM006", lambda: spoilt(('id="done"', f'id="{"x" * 1_000_000}"'))),
    "an attribute without end": (
        "BPM015",
        lambda: spoilt(('reason="外部"', f'reason="{"x" * 1_000_000}"')),
    ),
    # -- processing instructions
    "a style sheet": ("BPM017", lambda: spoilt(("<bpmn:definitions", '<?xml-stylesheet href="http://x"?><bpmn:definitions'))),
    "an instruction in the chart": ("BPM017", lambda: spoilt((START, f'<?php system("x"); ?>{START}'))),
    "an instruction behind the chart": ("BPM017", lambda: CHART.encode() + b"<?x y?>"),
    "a crowd of instructions": ("BPM017", lambda: spoilt((START, "<?x?>" * 4000 + START))),
    "a second declaration": ("BPM002", (PROLOG + PROLOG + BODY).encode),
}  # fmt: skip
