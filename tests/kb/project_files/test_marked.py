"""Markdown: the text without its marks."""

from kb.project_files.reading import ProjectText, read_project_file

MARKDOWN = """\
---
title: Clean masks
---
Clean **masks**
===============

We [sterilise](https://example.org) used `masks`
with a *plasma*.\\
Really.

### What we need ###

* a hospital
  that collects them
  1. in Liège
  2. in Namur
+ a lawyer

> A quotation.

| Year | Euro |
|------|-----:|
| 2027 | 10 000 |

<div align="center">Our <b>budget</b></div>

```
plasma = 1
```

![a hall](hall.png) &amp; <br> more
<!-- not shown -->
"""


def test_marks_are_read_and_left_out() -> None:
    assert read_project_file("README.md", MARKDOWN.encode()) == ProjectText(
        text="# Clean masks\n\nWe sterilise used masks with a plasma.\nReally.\n\n# What we need\n\n"
        "- a hospital that collects them\n- in Liège\n- in Namur\n- a lawyer\n\nA quotation.\n\n"
        "Year | Euro\n2027 | 10 000\n\nOur budget\n\nplasma = 1\n\na hall & more",
        format="markdown",
        page_count=None,
    )


def test_the_name_says_whether_text_is_markdown() -> None:
    data = b"# Aims\n\n* masks"
    assert read_project_file("a.MD", data).text == "# Aims\n\n- masks"
    assert read_project_file("a.txt", data).format == "text"
