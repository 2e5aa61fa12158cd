"""Write the files that are made from the vocabulary: `python -m zhiheng.bpmn.generate`."""

from pathlib import Path

from zhiheng.bpmn.generated import guards_page, incompatible_page
from zhiheng.bpmn.generated.docs import page
from zhiheng.bpmn.generated.moddle import descriptor

_HERE = Path(__file__).resolve().parent


def files(checkout: Path) -> dict[Path, str]:
    """Each generated file of a checkout with the text it should have."""
    return {
        checkout / "engine/zhiheng/bpmn/zh-moddle.json": descriptor(),
        checkout / "docs/formats/vocabulary.md": page(),
        checkout / "docs/formats/incompatible-duties.md": incompatible_page.page(),
        checkout / "docs/formats/guards.md": guards_page.page(),
    }


def main() -> None:
    """Write them into the checkout that this module lies in."""
    for path, content in files(_HERE.parents[2]).items():
        path.write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main()
