"""Tasks inside a sub-process, by address: `~` stands for the slash of their path."""

from support.api_desk import Desk
from support.joint import deploy_joint, start_joint


def test_a_task_inside_a_sub_process_is_seen_claimed_and_signed_by_its_address(
    desk: Desk,
) -> None:
    deploy_joint(desk.office)
    case = start_joint(desk.office)
    desk.office.sign(case, "gh-1", "draft", {})
    clerk = desk.person("zh-1")
    path = f"/api/v1/cases/{case}/tasks/block~office@1"
    assert clerk.get(path).json()["task"] == "block/office@1"
    assert clerk.post(f"{path}/claim").status_code == 200
    assert clerk.get(f"/cases/{case}").status_code == 200
    for page in ("/tasks", f"/cases/{case}/tasks/block~office@1"):
        assert f"/cases/{case}/tasks/block~office@1" in clerk.get(page).text, page
    signed = clerk.post(f"{path}/sign", json={"values": {"office_result": "back"}})
    assert signed.status_code == 200, signed.text
    late = desk.person("dj").post(
        f"/api/v1/cases/{case}/tasks/block~deputy@1/sign",
        json={"values": {"deputy_result": "pass"}},
    )
    assert (late.status_code, late.json()["rule"]) == (409, "task-done")
