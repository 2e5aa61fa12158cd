"""What the doors of the three officers take."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from zhiheng_api.schemas.inputs import Line


class AccountIn(BaseModel):
    """An account: of a person of the roster, of a party, or of an office."""

    model_config = ConfigDict(extra="forbid")

    account: Line
    role: Literal["officer", "applicant", "supervisor", "system", "security", "audit"]
    person: Line | None = None
    party: Line | None = None


class AccountsIn(BaseModel):
    """Accounts to open."""

    model_config = ConfigDict(extra="forbid")

    accounts: Annotated[list[AccountIn], Field(min_length=1, max_length=200)]


class GrantIn(BaseModel):
    """Accounts to let take effect."""

    model_config = ConfigDict(extra="forbid")

    accounts: Annotated[list[Line], Field(min_length=1, max_length=200)]
