"""Write the public site (公开网站) as files that need no server."""

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from zhiheng.errors import NotVisible
from zhiheng.leaks import indexed
from zhiheng.model.finding import Text
from zhiheng.queries.disclosure.site import SiteData, site_data
from zhiheng.runtime.private_names import private_names
from zhiheng_api.cli import faults
from zhiheng_api.cli.opened import opened
from zhiheng_api.cli.output import AsJson, console, print_json, unreadable
from zhiheng_api.disclosure.catalogue import catalogue
from zhiheng_api.disclosure.folder import NotOurFolderError, must_be_ours, write
from zhiheng_api.disclosure.pages import pages
from zhiheng_api.disclosure.scan import PageLeaks, on_purpose, scanned
from zhiheng_api.disclosure.site import Site
from zhiheng_api.settings import Settings


def disclose(
    output: Annotated[Path, typer.Option("-o", "--output", help="目录 / folder")],
    database: Annotated[str | None, typer.Option(help="数据库URL / SQLAlchemy URL")] = None,
    address: Annotated[
        str, typer.Option(help="服务的网址，印在图上供扫码核验 / address of the service")
    ] = "",
    *,
    as_json: AsJson = False,
) -> None:
    """把已公布的写成静态网站 / write what is published as a static site.

    Exit 1 and nothing written where a page holds a number or a name of a person.
    """
    settings = faults.settings(database_url=database)
    try:
        must_be_ours(output)
        data, names = _read(settings)
        listed = catalogue(settings.agency, data)
        site = Site(data, (address or settings.address).rstrip("/"), catalogue=listed)
        files = {path: page.make() for path, page in pages(site).items()}
        allowed = on_purpose(data)
        leaking = tuple(scanned(files.items(), indexed(names, allowed), allowed))
        gone = () if leaking else write(output, files)
    except NotVisible:
        unreadable(Text(f"没有单位 {settings.agency}", f"no agency {settings.agency}"))
    except NotOurFolderError:
        unreadable(
            Text(f"{output} 里有别的文件，换一个目录", f"{output} holds other files; take another")
        )
    except OSError as error:
        unreadable(Text(f"写不了 {output}：{error.strerror}", f"cannot write {output}"))
    if as_json:
        print_json(_json(data.powers, files, gone, leaking))
    else:
        _tell(output, len(data.powers), len(files), gone, leaking)
    if leaking:
        raise typer.Exit(1)


def _read(settings: Settings) -> tuple[SiteData, list[str]]:
    """What is published, and the names that must not stand in it. Raises NotVisible."""
    rt = opened(settings.url, settings)
    with faults.opening(), rt.db.reading() as connection:
        data = site_data(rt, connection, settings.agency)
        view = rt.agency(connection, settings.agency)
        return data, list(private_names(connection, view))


def _json(
    powers: tuple[object, ...],
    files: dict[str, bytes],
    gone: tuple[str, ...],
    leaking: tuple[PageLeaks, ...],
) -> dict[str, object]:
    return {
        "powers": len(powers),
        "files": 0 if leaking else len(files),
        "removed": list(gone),
        "leaks": [
            {"page": x.path, "found": [{"kind": y.kind.value, "seen": y.seen} for y in x.found]}
            for x in leaking
        ],
    }


def _tell(
    output: Path, powers: int, files: int, gone: tuple[str, ...], leaking: tuple[PageLeaks, ...]
) -> None:
    for x in leaking:
        seen = "、".join(f"{y.kind.value} {y.seen}" for y in x.found)
        console.print(f"[red]{escape(x.path)}[/red]  {escape(seen)}")
    if leaking:
        console.print(
            f"[red]{len(leaking)} 页含有个人信息，什么也没有写 / "
            f"{len(leaking)} pages hold personal data, nothing was written[/red]"
        )
    else:
        console.print(
            f"{powers} 个事项、{files} 个文件写入 {escape(str(output))}，撤下 {len(gone)} 个 / "
            f"{powers} items, {files} files, {len(gone)} taken out"
        )
